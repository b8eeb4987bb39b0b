package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.TableFacts;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.smallrye.mutiny.Uni;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * The table that was in use before a restore. Every published event was committed in it, so its
 * heads bound what consumers know. Its cursors alone do not, since a relay publishes some events
 * before it moves the cursor.
 */
public final class OldTable implements PublishedVersions {
  private final EventStore<Account, AccountEvent> store;
  private final Cursors cursors;
  private final AccountList accounts;
  private final Timelines timelines;

  public OldTable(DynamoDbAsyncClient client, StoreConfig config) {
    this.store = new DynamoDbEventStore<>(client, config, new AccountCodec());
    this.cursors = new Cursors(client, config);
    this.accounts = new AccountList(client, config);
    this.timelines = new Timelines(new TableFacts(client, config));
  }

  public AccountList accounts() {
    return accounts;
  }

  public Timelines timelines() {
    return timelines;
  }

  /**
   * Returns the last version that may have been published. If the newest row is lost or can't be
   * read, the version is unknown, and the method returns the largest number.
   */
  @Override
  public Uni<Long> of(StreamId account, Deadline deadline) {
    return store
        .readBackward(account, Long.MAX_VALUE, 1, deadline)
        .map(OldTable::head)
        .onFailure(UnreadableHistory.class)
        .recoverWithItem(Long.MAX_VALUE)
        .chain(
            head ->
                cursors
                    .find(account, deadline)
                    .map(cursor -> Math.max(head, cursor.map(Cursor::version).orElse(0L))))
        .onFailure(UnreadableCursor.class)
        .recoverWithItem(Long.MAX_VALUE);
  }

  private static long head(List<RecordedEvent<AccountEvent>> newest) {
    return newest.isEmpty() ? Long.MAX_VALUE : newest.get(0).version();
  }
}
