package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.ChainCutOver;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Listing;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Creates the stores and lists of all aggregates, on the one table. */
@ApplicationScoped
public class DynamoDbEventStores {
  private final DynamoDbAsyncClient client;
  private final StoreConfig config;
  private final StoreMetrics metrics;
  private final Instance<LocalTable> local;

  DynamoDbEventStores(
      DynamoDbAsyncClient client,
      StoreConfig config,
      StoreMetrics metrics,
      Instance<LocalTable> local) {
    this.local = local;
    this.client = client;
    this.config = config;
    this.metrics = metrics;
  }

  public <S, E> EventStore<S, E> storeOf(EventCodec<S, E> codec) {
    return new DynamoDbEventStore<>(client, config, codec, metrics);
  }

  public <S, E> CommitLog<S, E> commitsOf(EventCodec<S, E> codec) {
    var rows = new RowReader<>(client, config.table().name(), new RowFormat<>(codec, config));
    return new DynamoDbCommitLog<>(rows);
  }

  public ChainCutOver cutOver() {
    return new DynamoDbChainCutOver(new TableFacts(client, config));
  }

  public <E> Listing<E> listingOf(EventCodec<?, E> codec) {
    return new DynamoDbListing<>(client, config, codec, local.stream().findFirst());
  }

  public <S, E> StoredRows<E> rowsOf(EventCodec<S, E> codec) {
    var format = new RowFormat<>(codec, config);
    return new StoredRows<>(new RowReader<>(client, config.table().name(), format), format);
  }
}
