package dev.passbook.streaming;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.StreamId;
import dev.passbook.lambda.FunctionProcess;
import dev.passbook.lambda.RuntimeApi;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the packaged function as Lambda does, and checks what it publishes. */
class PackagedFunctionIT {
  private static final int EVENTS = 12;

  private final StreamedTable table = StreamedTable.started();

  @Test
  void aRecordOfTheTablesStreamPublishesTheHistoryOnce() throws IOException {
    try (var kinesis = KinesisLocal.started();
        var runtime = new RuntimeApi()) {
      kinesis.createStream("function", 2);
      runtime.start(0);
      try (var function = FunctionProcess.start(runtime, settings(kinesis))) {
        var account = table.accountWith(EVENTS);

        assertEquals("{\"batchItemFailures\":[]}", hand(account, runtime), function::output);
        assertEquals("{\"batchItemFailures\":[]}", hand(account, runtime), function::output);

        var records = kinesis.events("function");
        Published.assertComplete(records, Map.of(StreamedTable.id(account), EVENTS));
        assertEquals(EVENTS, records.size());
      }
    }
  }

  private Map<String, String> settings(KinesisLocal kinesis) {
    return Map.of(
        "PASSBOOK_RELAY_KINESIS_ENDPOINT", kinesis.endpoint().toString(),
        "PASSBOOK_RELAY_STREAM", "function",
        "PASSBOOK_TABLE_NAME", table.name(),
        "PASSBOOK_TABLE_WATCH_ENABLED", "false",
        "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", DynamoDbLocalResource.endpoint().toString());
  }

  private static String hand(StreamId account, RuntimeApi runtime) {
    var event =
        """
        {"Records": [{"eventName": "INSERT", "dynamodb": {"SequenceNumber": "1",
          "Keys": {"StreamId": {"S": "%s"}, "Version": {"N": "%d"}}}}]}
        """;
    return given()
        .contentType(JSON)
        .body(event.formatted(account.value(), EVENTS))
        .post("http://" + runtime.address())
        .asString();
  }
}
