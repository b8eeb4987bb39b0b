package dev.passbook.http;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Currencies;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes an account with a long history, ten events per row. */
public final class LongHistory {
  private static final int PER_ROW = 10;
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final String REFERENCE = "\u20ac".repeat(140);

  private LongHistory() {}

  /** Returns the account's id. All events are of one time. */
  public static String write(EventStore<Account, AccountEvent> store, int events) {
    return write(store, events, Duration.ZERO);
  }

  /** Returns the account's id. The first row is of noon on 31 January 2026. */
  public static String write(
      EventStore<Account, AccountEvent> store, int events, Duration betweenRows) {
    var id = UUID.randomUUID();
    var before = Snapshot.<Account>none(StreamId.of("account", id));
    var at = NOON;
    while (before.version() < events) {
      before = append(store, before, at);
      at = at.plus(betweenRows);
    }
    return id.toString();
  }

  private static Snapshot<Account> append(
      EventStore<Account, AccountEvent> store, Snapshot<Account> before, Instant at) {
    var command = UUID.randomUUID().toString();
    var state = before.state();
    var recorded = new ArrayList<RecordedEvent<AccountEvent>>();
    for (var version = before.version() + 1; version <= before.version() + PER_ROW; version++) {
      var event = next(state);
      state = event.applyTo(state);
      recorded.add(new RecordedEvent<>(before.stream(), version, at, command, null, event));
    }
    store
        .commit(
            new Commit<>(List.of(new Append<>(before, recorded)), List.of()),
            Deadline.in(Duration.ofSeconds(10)))
        .await()
        .indefinitely();
    return new Snapshot<>(before.stream(), before.version() + PER_ROW, state, NOON, at);
  }

  private static AccountEvent next(Account state) {
    if (state == null) {
      return Account.open("Ada", Currencies.of("EUR"));
    }
    return state.credit(new Amount(BigDecimal.ONE), REFERENCE).either(event -> event, no -> null);
  }
}
