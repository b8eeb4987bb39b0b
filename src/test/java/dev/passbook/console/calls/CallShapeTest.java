package dev.passbook.console.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.console.calls.RecordedCall.Kind;
import dev.passbook.console.calls.RecordedCall.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

class CallShapeTest {
  private static final Map<String, AttributeValue> KEY = row("account-1", 7, "");

  @Test
  void aPutCostsAUnitForEachStartedKilobyte() {
    assertEquals(
        write(1, new Place("account-1", 7L)),
        CallShape.of(PutItemRequest.builder().item(KEY).build()));
    assertEquals(
        write(3, new Place("account-1", 7L)),
        CallShape.of(PutItemRequest.builder().item(row("account-1", 7, "x".repeat(2100))).build()));
  }

  @Test
  void aTransactionCostsTwiceAsMuchForEachRow() {
    var put = TransactWriteItem.builder().put(each -> each.item(KEY)).build();
    var update =
        TransactWriteItem.builder().update(each -> each.key(row("account-2", 1, ""))).build();

    assertEquals(
        write(4, new Place("account-1", 7L), new Place("account-2", 1L)),
        CallShape.of(TransactWriteItemsRequest.builder().transactItems(put, update).build()));
  }

  @Test
  void anUpdateNamesItsRow() {
    assertEquals(
        write(1, new Place("account-1", 7L)),
        CallShape.of(UpdateItemRequest.builder().key(KEY).build()));
  }

  @Test
  void aReadNamesItsStream() {
    var values =
        Map.of(
            ":from", AttributeValue.fromN("1"),
            ":stream", AttributeValue.fromS("account-1"),
            ":to", AttributeValue.fromN("9"));

    assertEquals(
        read(new Place("account-1", null)),
        CallShape.of(QueryRequest.builder().expressionAttributeValues(values).build()));
    assertEquals(
        read(new Place("account-1", 7L)), CallShape.of(GetItemRequest.builder().key(KEY).build()));
    assertEquals(read(), CallShape.of(ScanRequest.builder().build()));
  }

  @Test
  void whatTouchesNoRowIsLeftOut() {
    assertEquals(Optional.empty(), CallShape.of(DescribeTableRequest.builder().build()));
  }

  private static Map<String, AttributeValue> row(String stream, long version, String text) {
    return Map.of(
        "StreamId", AttributeValue.fromS(stream),
        "Version", AttributeValue.fromN(Long.toString(version)),
        "Text", AttributeValue.fromS(text));
  }

  private static Optional<CallShape> write(double units, Place... rows) {
    return Optional.of(new CallShape(Kind.WRITE, List.of(rows), units));
  }

  private static Optional<CallShape> read(Place... rows) {
    return Optional.of(new CallShape(Kind.READ, List.of(rows), 0));
  }
}
