package dev.passbook.streaming;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** A Kinesis stream of one shard that accepts every record. */
final class InMemoryKinesis implements KinesisAsyncClient {
  private final List<List<Published>> records = new ArrayList<>();

  @Override
  public CompletableFuture<PutRecordResponse> putRecord(PutRecordRequest put) {
    return CompletableFuture.supplyAsync(() -> take(put));
  }

  private synchronized PutRecordResponse take(PutRecordRequest put) {
    var after = put.sequenceNumberForOrdering();
    if (after != null && Long.parseLong(after) > records.size()) {
      throw InvalidArgumentException.builder().message("no such sequence number").build();
    }
    records.add(Published.in(put.partitionKey(), put.data().asByteArray()));
    return PutRecordResponse.builder()
        .shardId("shardId-000000000000")
        .sequenceNumber(Long.toString(records.size()))
        .build();
  }

  /** Returns the events of each record. */
  synchronized List<List<Published>> records() {
    return List.copyOf(records);
  }

  synchronized List<Published> events() {
    return records.stream().flatMap(List::stream).toList();
  }

  @Override
  public String serviceName() {
    return "kinesis";
  }

  @Override
  public void close() {}
}
