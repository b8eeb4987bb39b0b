package dev.passbook.streaming;

import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Retry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/**
 * Publishes records to a Kinesis stream.
 *
 * <p>It uses PutRecord, since only that can order a record after another. PutRecords keeps no
 * order, and reports a success even if some of its records fail. A record costs the same in both.
 */
public final class KinesisPublisher {
  /** The most bytes of a record and its partition key together, a limit of Kinesis. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Retry RETRY = new Retry(Duration.ofMillis(25), Duration.ofSeconds(1));

  private final KinesisAsyncClient client;
  private final String stream;
  private final int mostEvents;

  /** Creates a publisher of full records. */
  public KinesisPublisher(KinesisAsyncClient client, String stream) {
    this(client, stream, KinesisRecord.MAX_EVENTS);
  }

  /**
   * Creates a publisher.
   *
   * @param client a client that does not retry by itself
   * @param mostEvents the most events in a record, from 1 to {@link KinesisRecord#MAX_EVENTS}
   */
  public KinesisPublisher(KinesisAsyncClient client, String stream, int mostEvents) {
    this.client = client;
    this.stream = stream;
    this.mostEvents = mostEvents;
  }

  /** Returns the most events that go into one record. */
  int mostEvents() {
    return mostEvents;
  }

  /**
   * Publishes a record. It repeats the call until Kinesis acknowledges the record, so the record
   * may be in the stream more than once.
   *
   * @param after the sequence number after which the record is ordered, or null
   * @return its sequence number. Fails with {@link KinesisUnavailable} at the deadline, and with
   *     {@link Unpublishable} when Kinesis refuses this record.
   */
  Uni<String> publish(String partition, byte[] data, String after, Deadline deadline) {
    if (data.length + partition.length() > MAX_BYTES) {
      return Uni.createFrom().failure(new Unpublishable("it is too large for Kinesis", null));
    }
    var put =
        PutRecordRequest.builder()
            .streamName(stream)
            .partitionKey(partition)
            .data(SdkBytes.fromByteArrayUnsafe(data))
            .build();
    return behind(put, after, deadline)
        .map(PutRecordResponse::sequenceNumber)
        .onFailure(failure -> !(failure instanceof Unpublishable))
        .transform(KinesisUnavailable::new);
  }

  /**
   * Puts the record after a sequence number. If Kinesis refuses the number, it puts the record
   * without one, since the number may be from another stream.
   */
  private Uni<PutRecordResponse> behind(PutRecordRequest put, String after, Deadline deadline) {
    if (after == null) {
      return untilAcknowledged(put, deadline);
    }
    return untilAcknowledged(put.toBuilder().sequenceNumberForOrdering(after).build(), deadline)
        .onFailure(Unpublishable.class)
        .recoverWithUni(() -> untilAcknowledged(put, deadline));
  }

  private Uni<PutRecordResponse> untilAcknowledged(PutRecordRequest put, Deadline deadline) {
    var attempt =
        Uni.createFrom()
            .deferred(() -> send(put, deadline))
            .map(KinesisPublisher::acknowledged)
            .onFailure(failure -> isRefusal(cause(failure)))
            .transform(
                failure ->
                    new Unpublishable(Unpublishable.REFUSED + ": " + message(failure), failure));
    return RETRY.until(deadline, failure -> !(failure instanceof Unpublishable), attempt);
  }

  private Uni<PutRecordResponse> send(PutRecordRequest put, Deadline deadline) {
    if (deadline.hasPassed()) {
      return Uni.createFrom().failure(new TimeoutException("the time for it is spent"));
    }
    var remaining = deadline.remaining();
    var least = remaining.compareTo(ATTEMPT) < 0 ? remaining : ATTEMPT;
    var limit = least.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : least;
    return CallerContext.backHere(
        Uni.createFrom()
            .completionStage(
                () ->
                    client.putRecord(
                        put.toBuilder()
                            .overrideConfiguration(timeout -> timeout.apiCallTimeout(limit))
                            .build())));
  }

  /** A success without a sequence number comes from a device on the way to Kinesis. */
  private static PutRecordResponse acknowledged(PutRecordResponse response) {
    if (response.sequenceNumber() == null) {
      throw new IllegalStateException("the response has no sequence number");
    }
    return response;
  }

  /** Returns whether Kinesis refuses this record, and not the relay or every record. */
  private static boolean isRefusal(Throwable failure) {
    return failure instanceof InvalidArgumentException
        || failure instanceof KinesisException response
            && response.awsErrorDetails() != null
            && "ValidationException".equals(response.awsErrorDetails().errorCode());
  }

  private static String message(Throwable failure) {
    return FailureText.of(cause(failure));
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
