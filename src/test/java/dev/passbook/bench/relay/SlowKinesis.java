package dev.passbook.bench.relay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** A Kinesis stream that takes 10 ms for each record, and only counts. */
final class SlowKinesis implements KinesisAsyncClient {
  private static final Duration PUT = Duration.ofMillis(10);

  private final AtomicLong records = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  long records() {
    return records.get();
  }

  long bytes() {
    return bytes.get();
  }

  @Override
  public CompletableFuture<PutRecordResponse> putRecord(PutRecordRequest put) {
    var number = Long.toString(records.incrementAndGet());
    bytes.addAndGet(put.data().asByteArrayUnsafe().length);
    return CompletableFuture.supplyAsync(
        () -> PutRecordResponse.builder().sequenceNumber(number).build(), SteadyAccounts.late(PUT));
  }

  @Override
  public String serviceName() {
    return "kinesis";
  }

  @Override
  public void close() {}
}
