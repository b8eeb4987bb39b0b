package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Listing;
import jakarta.enterprise.context.ApplicationScoped;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Stores for any aggregate, all in the one table. */
@ApplicationScoped
public class DynamoDbEventStores {
  private final DynamoDbAsyncClient client;
  private final StoreConfig config;
  private final StoreFigures figures;

  DynamoDbEventStores(DynamoDbAsyncClient client, StoreConfig config, StoreFigures figures) {
    this.client = client;
    this.config = config;
    this.figures = figures;
  }

  public <S, E> EventStore<S, E> storeOf(EventCodec<S, E> codec) {
    return new DynamoDbEventStore<>(client, config, codec, figures);
  }

  public <E> Listing<E> listingOf(EventCodec<?, E> codec) {
    return new DynamoDbListing<>(client, config, codec);
  }
}
