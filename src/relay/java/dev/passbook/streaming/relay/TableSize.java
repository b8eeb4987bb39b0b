package dev.passbook.streaming.relay;

import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Reads the table's approximate number of rows, which DynamoDB updates every six hours. */
@Singleton
class TableSize {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final DynamoDbAsyncClient client;
  private final StoreConfig config;

  TableSize(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.config = config;
  }

  /** Returns the number of rows, at least 1. */
  long rows() {
    return Uni.createFrom()
        .completionStage(() -> client.describeTable(d -> d.tableName(config.table().name())))
        .map(response -> Math.max(1, response.table().itemCount()))
        .await()
        .atMost(LIMIT);
  }
}
