package dev.passbook.analytics;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Currencies;
import dev.passbook.account.Decision;
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
import java.util.Random;
import java.util.UUID;

/** Writes accounts in three currencies with a quarter of a year of random history. */
final class PastLedger {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> CURRENCIES = List.of("EUR", "JPY", "BHD");
  private static final int ACCOUNTS = 30;
  private static final int MOST_COMMITS = 40;

  private final Random random = new Random(4711);
  private final EventStore<Account, AccountEvent> store;

  PastLedger(EventStore<Account, AccountEvent> store) {
    this.store = store;
  }

  void write() {
    for (int i = 0; i < ACCOUNTS; i++) {
      var id = new UUID(random.nextLong(), random.nextLong());
      var before = commit(Snapshot.none(StreamId.of("account", id)), BEGINNING, 1, false);
      var commits = random.nextInt(MOST_COMMITS);
      for (int n = 0; n < commits && !isClosed(before); n++) {
        var later = before.updatedAt().plus(pause());
        before = commit(before, later, 1 + random.nextInt(3), i % 5 == 0 && n > commits / 2);
      }
    }
  }

  /** Often seconds and seldom weeks; sometimes zero, so that timestamps repeat. */
  private Duration pause() {
    return switch (random.nextInt(8)) {
      case 0 -> Duration.ZERO;
      case 1 -> Duration.ofDays(random.nextInt(12));
      default -> Duration.ofSeconds(random.nextInt(200_000)).plusMillis(random.nextInt(1_000));
    };
  }

  private Snapshot<Account> commit(Snapshot<Account> before, Instant at, int most, boolean closes) {
    var command = new UUID(random.nextLong(), random.nextLong()).toString();
    var state = before.state();
    var events = new ArrayList<RecordedEvent<AccountEvent>>();
    for (int n = 0; n < most && !(state != null && state.status() == Account.Status.CLOSED); n++) {
      var event = next(state, closes);
      var version = before.version() + events.size() + 1;
      events.add(new RecordedEvent<>(before.stream(), version, at, command, null, event));
      state = event.applyTo(state);
    }
    store
        .commit(
            new Commit<>(List.of(new Append<>(before, events)), List.of()),
            Deadline.in(Duration.ofSeconds(10)))
        .await()
        .indefinitely();
    var created = before.exists() ? before.createdAt() : at;
    return new Snapshot<>(before.stream(), before.version() + events.size(), state, created, at);
  }

  private static boolean isClosed(Snapshot<Account> snapshot) {
    return snapshot.state().status() == Account.Status.CLOSED;
  }

  private AccountEvent next(Account state, boolean closes) {
    if (state == null) {
      var code = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
      return Account.open("Ada", Currencies.of(code));
    }
    if (closes) {
      return state.balance().isZero()
          ? accepted(state.close())
          : accepted(state.withdraw(new Amount(state.balance().value()), null));
    }
    var digits = state.currency().fractionDigits();
    var amount = new Amount(BigDecimal.valueOf(1 + random.nextInt(100_000), digits));
    var isEnough = state.balance().value().compareTo(amount.value()) >= 0;
    return accepted(
        isEnough && random.nextBoolean()
            ? state.withdraw(amount, "out")
            : state.credit(amount, random.nextBoolean() ? "in" : null));
  }

  private static AccountEvent accepted(Decision<AccountEvent> decision) {
    return decision.either(
        event -> event,
        refusal -> {
          throw new AssertionError(refusal.toString());
        });
  }
}
