package dev.passbook;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.LiveFeedConfig;
import dev.passbook.decider.LiveFeeds;
import dev.passbook.eventstore.ChainCutOver;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Listing;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/** Wires the rooms together and provides the clock and the random ids, which are not pure. */
class Wiring {
  @Produces
  @ApplicationScoped
  EventStore<Account, AccountEvent> accounts(DynamoDbEventStores stores) {
    return stores.storeOf(new AccountCodec());
  }

  @Produces
  @ApplicationScoped
  CommitLog<Account, AccountEvent> commits(DynamoDbEventStores stores) {
    return stores.commitsOf(new AccountCodec());
  }

  @Produces
  @ApplicationScoped
  ChainCutOver cutOver(DynamoDbEventStores stores) {
    return stores.cutOver();
  }

  @Produces
  @ApplicationScoped
  Listing<AccountEvent> accountsInLists(DynamoDbEventStores stores) {
    return stores.listingOf(new AccountCodec());
  }

  @Produces
  @Singleton
  LiveFeeds<AccountEvent> feeds(EventStore<Account, AccountEvent> store, LiveFeedConfig config) {
    return new LiveFeeds<>(store, config);
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Supplier<UUID> ids() {
    return UUID::randomUUID;
  }
}
