package dev.passbook.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.StreamId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks the batches that Lambda delivers and the responses that it gets. */
class StreamBatchTest {
  private static final StreamId ONE = new StreamId("account-3b9ac9ff-0000-4000-8000-000000000001");
  private static final StreamId TWO = new StreamId("account-3b9ac9ff-0000-4000-8000-000000000002");

  private static final String BATCH =
      """
      {"Records": [
        {"eventID": "a", "eventName": "INSERT", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
         "awsRegion": "eu-west-1",
         "dynamodb": {"ApproximateCreationDateTime": 1769860800, "SequenceNumber": "100",
          "Keys": {"StreamId": {"S": "%1$s"}, "Version": {"N": "7"}}, "SizeBytes": 26,
          "StreamViewType": "NEW_IMAGE", "NewImage": {"StreamId": {"S": "%1$s"}}},
         "eventSourceARN": "arn:aws:dynamodb:eu-west-1:1:table/Passbook/stream/2026"},
        {"eventName": "INSERT", "dynamodb": {"SequenceNumber": "101",
          "Keys": {"StreamId": {"S": "key-0a1b"}, "Version": {"N": "0"}}}},
        {"eventName": "INSERT", "dynamodb": {"SequenceNumber": "105",
          "Keys": {"StreamId": {"S": "reversal-3b9ac9ff-0000-4000-8000-000000000001-2"},
                   "Version": {"N": "0"}}}},
        {"eventName": "MODIFY", "dynamodb": {"SequenceNumber": "102",
          "Keys": {"StreamId": {"S": "cursor-%1$s"}, "Version": {"N": "0"}}}},
        {"eventName": "INSERT", "dynamodb": {"SequenceNumber": "103",
          "Keys": {"StreamId": {"S": "%2$s"}, "Version": {"N": "1"}}}},
        {"eventName": "INSERT", "dynamodb": {"SequenceNumber": "104",
          "Keys": {"StreamId": {"S": "%1$s"}, "Version": {"N": "6"}}}}
      ]}"""
          .formatted(ONE, TWO);

  private static StreamBatch read(String event) throws IOException {
    return StreamBatch.read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
  }

  private static String answer(Set<StreamId> unfinished) throws IOException {
    return new String(read(BATCH).answer(unfinished), StandardCharsets.UTF_8);
  }

  @Test
  void aBatchHintsAtTheAccountsOfItsRows() throws IOException {
    assertEquals(Set.of(ONE, TWO), read(BATCH).accounts());
    assertEquals(Set.of(), read("{\"Records\": []}").accounts());
  }

  @Test
  void aFinishedBatchReturnsAnEmptyList() throws IOException {
    assertEquals("{\"batchItemFailures\":[]}", answer(Set.of()));
  }

  @Test
  void unfinishedAccountsAreDeliveredAgain() throws IOException {
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"100\"},{\"itemIdentifier\":\"104\"}]}",
        answer(Set.of(ONE)));
    assertEquals("{\"batchItemFailures\":[{\"itemIdentifier\":\"103\"}]}", answer(Set.of(TWO)));
  }

  @Test
  void anInvalidBatchIsRefused() {
    assertThrows(IOException.class, () -> read("{}"));
    assertThrows(IOException.class, () -> read("[]"));
    assertThrows(IOException.class, () -> read("{"));
  }
}
