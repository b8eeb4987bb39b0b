package dev.passbook.streaming;

import static dev.passbook.streaming.StreamedTable.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.Context;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Mishaps.Mishap;
import dev.passbook.streaming.relay.StreamFunction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Checks the function as Lambda calls it, with a batch and the time left. It returns the failures.
 */
class StreamFunctionIT {
  private static final StreamedTable TABLE = StreamedTable.started();
  private static final String NOTHING_FAILED = "{\"batchItemFailures\":[]}";

  private final InMemoryKinesis stream = new InMemoryKinesis();
  private final Mishaps kinesis = new Mishaps(stream);
  private final StreamFunction function =
      new StreamFunction(TABLE.relay(kinesis, "events", new SimpleMeterRegistry()));

  @Test
  void aBatchInAnyOrderIsPublishedInOrder() throws IOException {
    var account = TABLE.accountWith(4);
    var other = TABLE.accountWith(2);

    var response = call(60_000, record(account, 4, "9"), record(other, 1, "10"));

    assertEquals(NOTHING_FAILED, response);
    Published.assertComplete(stream.events(), Map.of(id(account), 4, id(other), 2));
  }

  /** The function also responds before its timeout, so Lambda doesn't split the batch. */
  @Test
  void unpublishedRecordsAreReportedForARetry() throws IOException {
    var account = TABLE.accountWith(1);
    kinesis.otherwise(() -> Mishap.THROTTLED);

    var response = call(4_000, record(account, 1, "100"), marker("101"));
    kinesis.otherwise(() -> Mishap.NONE);
    var second = call(60_000, record(account, 1, "100"));

    assertEquals("{\"batchItemFailures\":[{\"itemIdentifier\":\"100\"}]}", response);
    assertEquals(NOTHING_FAILED, second);
    Published.assertComplete(stream.events(), Map.of(id(account), 1));
  }

  /** Otherwise the record would block the shard until it expires after a day. */
  @Test
  void aParkedAccountIsNotRetried() throws IOException {
    var account = TABLE.accountWith(2);
    TABLE.poison(account, 2);

    assertEquals(NOTHING_FAILED, call(60_000, record(account, 2, "100")));
    assertEquals(List.of(1L), Published.sequences(stream.events(), id(account)));
  }

  private String call(int millis, String... records) throws IOException {
    var event = "{\"Records\": [" + String.join(",", records) + "]}";
    var response = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), response, left(millis));
    return response.toString(UTF_8);
  }

  private static Context left(int millis) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              assertEquals("getRemainingTimeInMillis", method.getName());
              return millis;
            });
  }

  private static String record(StreamId account, long version, String number) {
    return record(account.value(), version, number);
  }

  private static String marker(String number) {
    return record("key-0a1b", 0, number);
  }

  private static String record(String streamId, long version, String number) {
    return """
        {"eventName": "INSERT", "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
         "dynamodb": {"SequenceNumber": "%s", "StreamViewType": "NEW_IMAGE",
          "Keys": {"StreamId": {"S": "%s"}, "Version": {"N": "%d"}}}}
        """
        .formatted(number, streamId, version);
  }
}
