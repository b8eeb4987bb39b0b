package dev.passbook.analytics;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.HoldDecisions;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Writes accounts in three currencies with a quarter of a year of random history. */
final class PastLedger {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ACCOUNTS = 30;
  private static final int MOST_COMMITS = 40;

  private final Random random = new Random(4711);
  private final PastCommits commits;

  PastLedger(EventStore<Account, AccountEvent> store) {
    this.commits = new PastCommits(store);
  }

  void write() {
    for (int i = 0; i < ACCOUNTS; i++) {
      var id = new UUID(random.nextLong(), random.nextLong());
      var life = new PastLife(random);
      var before = commit(life, Snapshot.none(StreamId.of("account", id)), BEGINNING, 1, false);
      var number = random.nextInt(MOST_COMMITS);
      for (int n = 0; n < number && !isClosed(before.state()); n++) {
        var later = before.updatedAt().plus(pause());
        before = commit(life, before, later, 1 + random.nextInt(3), i % 5 == 0 && n > number / 2);
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

  /** Writes the lapses of holds in front of the other events, as the bank does. */
  private Snapshot<Account> commit(
      PastLife life, Snapshot<Account> before, Instant at, int most, boolean closes) {
    var command = new UUID(random.nextLong(), random.nextLong()).toString();
    var happened =
        before.exists() ? HoldDecisions.lapses(before.state(), at) : List.<AccountEvent>of();
    var state = before.exists() ? before.state().at(at) : null;
    var events = new ArrayList<>(happened);
    for (int n = 0; n < most && !isClosed(state); n++) {
      var event = life.next(state, before.version() + events.size() + 1, at, closes);
      events.add(event);
      state = event.applyTo(state);
    }
    return commits.commit(before, at, command, events);
  }

  private static boolean isClosed(Account state) {
    return state != null && state.status() == Account.Status.CLOSED;
  }
}
