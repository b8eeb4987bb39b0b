package dev.passbook.streaming.relay;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.streaming.AccountList;
import dev.passbook.streaming.BacklogMonitor;
import dev.passbook.streaming.Cursors;
import dev.passbook.streaming.ParkedAccounts;
import dev.passbook.streaming.PublicationSurvey;
import dev.passbook.streaming.RelayMetrics;
import dev.passbook.tablecheck.TableCheck;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Produces the beans with which operators see how far the relay is. */
class OperatorWiring {
  @Produces
  @Singleton
  ParkedAccounts parked(DynamoDbAsyncClient client, StoreConfig config, Cursors cursors) {
    return new ParkedAccounts(client, config, cursors);
  }

  @Produces
  @Singleton
  PublicationSurvey survey(
      EventStore<Account, AccountEvent> store,
      DynamoDbAsyncClient client,
      StoreConfig config,
      Cursors cursors) {
    return new PublicationSurvey(store, cursors, new AccountList(client, config));
  }

  @Produces
  @Singleton
  BacklogMonitor backlog(
      ParkedAccounts parked, Cursors cursors, RelayMetrics metrics, Clock clock) {
    return new BacklogMonitor(parked, cursors, metrics, clock);
  }

  @Produces
  @Singleton
  TableCheck table(DynamoDbAsyncClient client, StoreConfig config) {
    return new TableCheck(client, config);
  }
}
