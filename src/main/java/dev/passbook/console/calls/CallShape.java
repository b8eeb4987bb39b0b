package dev.passbook.console.calls;

import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;

import dev.passbook.console.calls.RecordedCall.Kind;
import dev.passbook.console.calls.RecordedCall.Place;
import dev.passbook.eventstore.dynamodb.ItemSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What a request to DynamoDB is about, as far as the request itself says it.
 *
 * @param leastUnits the units that it costs at least, even if DynamoDB reports fewer: the emulator
 *     charges a transaction like plain puts, and a put whose condition failed has no report at all
 */
record CallShape(Kind kind, List<Place> rows, double leastUnits) {
  private static final int TRANSACTION_FACTOR = 2;

  /** Returns nothing for a request that touches no rows, such as one about the table itself. */
  static Optional<CallShape> of(SdkRequest request) {
    if (request instanceof PutItemRequest put) {
      return write(Stream.of(place(put.item())), units(put.item()));
    }
    if (request instanceof TransactWriteItemsRequest transaction) {
      return write(
          transaction.transactItems().stream().map(write -> place(key(write))),
          transaction.transactItems().stream()
              .mapToDouble(write -> TRANSACTION_FACTOR * units(key(write)))
              .sum());
    }
    if (request instanceof UpdateItemRequest update) {
      return write(Stream.of(place(update.key())), 1);
    }
    if (request instanceof GetItemRequest get) {
      return read(Stream.of(place(get.key())));
    }
    if (request instanceof QueryRequest query) {
      return read(stream(query).map(stream -> new Place(stream, null)));
    }
    return request instanceof ScanRequest ? read(Stream.of()) : Optional.empty();
  }

  private static Optional<CallShape> write(Stream<Place> rows, double units) {
    return Optional.of(new CallShape(Kind.WRITE, rows.toList(), units));
  }

  private static Optional<CallShape> read(Stream<Place> rows) {
    return Optional.of(new CallShape(Kind.READ, rows.toList(), 0));
  }

  /** Returns the item that a part of a transaction puts, or the key of another part. */
  private static Map<String, AttributeValue> key(TransactWriteItem write) {
    if (write.put() != null) {
      return write.put().item();
    }
    return write.update() == null ? Map.of() : write.update().key();
  }

  private static double units(Map<String, AttributeValue> item) {
    return ItemSize.writeUnits(ItemSize.of(item));
  }

  private static Place place(Map<String, AttributeValue> key) {
    return new Place(text(key.get(STREAM_ID)), number(key.get(VERSION)));
  }

  /** The only text in a Query's condition is the partition. */
  private static Stream<String> stream(QueryRequest query) {
    return query.expressionAttributeValues().values().stream()
        .map(CallShape::text)
        .filter(text -> text != null)
        .limit(1);
  }

  private static String text(AttributeValue value) {
    return value == null ? null : value.s();
  }

  private static Long number(AttributeValue value) {
    return value == null || value.n() == null ? null : Long.valueOf(value.n());
  }
}
