package dev.passbook.eventstore.dynamodb.calls;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Reads the capacity units in DynamoDB's responses. */
public final class CapacityUnits {
  private CapacityUnits() {}

  /**
   * Returns the used capacity units, for requests that asked for {@code ReturnConsumedCapacity}, or
   * zero.
   */
  public static double reported(SdkResponse response) {
    if (response instanceof QueryResponse query) {
      return units(query.consumedCapacity());
    }
    if (response instanceof PutItemResponse put) {
      return units(put.consumedCapacity());
    }
    if (response instanceof GetItemResponse get) {
      return units(get.consumedCapacity());
    }
    if (response instanceof UpdateItemResponse update) {
      return units(update.consumedCapacity());
    }
    if (response instanceof ScanResponse scan) {
      return units(scan.consumedCapacity());
    }
    return response instanceof TransactWriteItemsResponse transaction
        ? transaction.consumedCapacity().stream().mapToDouble(CapacityUnits::units).sum()
        : 0;
  }

  private static double units(ConsumedCapacity consumed) {
    return consumed == null || consumed.capacityUnits() == null ? 0 : consumed.capacityUnits();
  }
}
