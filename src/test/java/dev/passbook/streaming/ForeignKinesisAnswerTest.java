package dev.passbook.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

class ForeignKinesisAnswerTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final AtomicInteger calls = new AtomicInteger();

  /** The SDK takes any page with status 200 for a success whose members are all missing. */
  private final KinesisAsyncClient behindAPortal =
      new KinesisAsyncClient() {
        @Override
        public CompletableFuture<PutRecordResponse> putRecord(PutRecordRequest put) {
          var number = calls.incrementAndGet() == 1 ? null : "49";
          return CompletableFuture.completedFuture(
              PutRecordResponse.builder().sequenceNumber(number).build());
        }

        @Override
        public String serviceName() {
          return SERVICE_NAME;
        }

        @Override
        public void close() {
          // There is nothing to close.
        }
      };

  @Test
  void aSuccessWithoutASequenceNumberIsRetried() {
    var published =
        new KinesisPublisher(behindAPortal, "stream")
            .publish("account-1", new byte[] {1}, null, Deadline.in(LONG))
            .await()
            .atMost(LONG);

    assertEquals("49", published);
    assertEquals(2, calls.get());
  }
}
