package dev.passbook.streaming;

import dev.passbook.eventstore.Later;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** Wraps a Kinesis client and injects faults into its calls. */
final class Mishaps implements KinesisAsyncClient {
  /** A fault of one call. */
  enum Mishap {
    NONE,
    THROTTLED,
    /** Kinesis accepts the record, but the caller gets no response. */
    ANSWER_LOST,
    /** The call fails at once, but Kinesis accepts the record later. */
    LANDS_LATER,
    FAILS,
    /** Kinesis accepts the record and responds late. */
    SLOW,
    STREAM_MISSING,
    ACCESS_DENIED,
    INVALID
  }

  private static final Executor IN_A_WHILE = task -> Later.run(Duration.ofMillis(100), task);

  private final KinesisAsyncClient kinesis;
  private final Queue<Mishap> next = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger events = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile Throwable lastFailure;
  private volatile Function<PutRecordRequest, Mishap> singledOut = put -> null;
  private volatile Supplier<Mishap> otherwise = () -> Mishap.NONE;

  Mishaps(KinesisAsyncClient kinesis) {
    this.kinesis = kinesis;
  }

  Mishaps next(Mishap... mishaps) {
    next.addAll(java.util.List.of(mishaps));
    return this;
  }

  Mishaps otherwise(Supplier<Mishap> mishap) {
    otherwise = mishap;
    return this;
  }

  /** Befalls every put that a test singles out. */
  Mishaps when(Predicate<PutRecordRequest> which, Mishap mishap) {
    singledOut = put -> which.test(put) ? mishap : null;
    return this;
  }

  int calls() {
    return calls.get();
  }

  /** Returns the number of events that Kinesis acknowledged, repeats included. */
  int acknowledgedEvents() {
    return events.get();
  }

  /** Summarises the calls, for failure messages. */
  @Override
  public String toString() {
    var under = calls.get() - acknowledged.get() - failed.get();
    return "%s puts, %s acknowledged, %s failed, %s under way; the last failure: %s"
        .formatted(calls, acknowledged, failed, under, lastFailure);
  }

  @Override
  public CompletableFuture<PutRecordResponse> putRecord(PutRecordRequest put) {
    calls.incrementAndGet();
    return befallen(mishap(put), put).whenComplete((answer, failure) -> count(put, failure));
  }

  private Mishap mishap(PutRecordRequest put) {
    var own = singledOut.apply(put);
    var scripted = own == null ? next.poll() : own;
    return scripted == null ? otherwise.get() : scripted;
  }

  private void count(PutRecordRequest put, Throwable failure) {
    if (failure == null) {
      acknowledged.incrementAndGet();
      events.addAndGet((int) put.data().asUtf8String().lines().count());
    } else {
      lastFailure = failure;
      failed.incrementAndGet();
    }
  }

  private CompletableFuture<PutRecordResponse> befallen(Mishap mishap, PutRecordRequest put) {
    return switch (mishap) {
      case NONE -> kinesis.putRecord(put);
      case THROTTLED -> CompletableFuture.failedFuture(throttled());
      case ANSWER_LOST -> kinesis.putRecord(put).thenApply(Mishaps::lose);
      case LANDS_LATER -> later(put);
      case FAILS -> CompletableFuture.failedFuture(answered(500, "InternalFailure"));
      case ACCESS_DENIED -> CompletableFuture.failedFuture(answered(400, "AccessDeniedException"));
      case INVALID -> CompletableFuture.failedFuture(answered(400, "ValidationException"));
      case SLOW -> kinesis.putRecord(put).thenApplyAsync(answer -> answer, IN_A_WHILE);
      case STREAM_MISSING ->
          CompletableFuture.failedFuture(ResourceNotFoundException.builder().build());
    };
  }

  private CompletableFuture<PutRecordResponse> later(PutRecordRequest put) {
    Later.run(Duration.ofMillis(30), () -> kinesis.putRecord(put));
    return CompletableFuture.failedFuture(ApiCallTimeoutException.create(2_000));
  }

  private static PutRecordResponse lose(PutRecordResponse answer) {
    throw new CompletionException(ApiCallTimeoutException.create(2_000));
  }

  private static Throwable throttled() {
    return ProvisionedThroughputExceededException.builder()
        .statusCode(400)
        .message("Rate exceeded for shard")
        .build();
  }

  private static Throwable answered(int status, String code) {
    return KinesisException.builder()
        .statusCode(status)
        .message(code)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
        .build();
  }

  @Override
  public String serviceName() {
    return kinesis.serviceName();
  }

  @Override
  public void close() {}
}
