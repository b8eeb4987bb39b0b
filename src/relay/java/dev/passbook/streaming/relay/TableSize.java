package dev.passbook.streaming.relay;

import dev.passbook.eventstore.dynamodb.StoreConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** About how large the table is: DynamoDB counts it every six hours. */
@Singleton
class TableSize {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final DynamoDbAsyncClient client;
  private final StoreConfig config;

  TableSize(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.config = config;
  }

  /** At least 1. */
  long rows() {
    return Uni.createFrom()
        .completionStage(() -> client.describeTable(d -> d.tableName(config.table().name())))
        .map(answer -> Math.max(1, answer.table().itemCount()))
        .await()
        .atMost(LIMIT);
  }
}
