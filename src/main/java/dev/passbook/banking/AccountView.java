package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.Timestamp;
import java.time.Clock;
import java.time.Instant;

/**
 * An account as a reader sees it at a time. A hold that has lapsed by then no longer counts, even
 * if no event says so yet.
 *
 * @param snapshot the account without those holds, at its version
 * @param lapses the number of those holds
 */
public record AccountView(Snapshot<Account> snapshot, int lapses) {

  public static AccountView of(Snapshot<Account> stored, Instant at) {
    var lapses = stored.state().holds().lapsedAt(at).size();
    return new AccountView(stored.with(stored.state().at(at)), lapses);
  }

  /** Returns the account as it is now. A clock that lags behind its last event is put right. */
  public static AccountView now(Snapshot<Account> current, Clock clock) {
    return of(current, Timestamp.notBefore(current.updatedAt(), clock.instant()));
  }

  public Account account() {
    return snapshot.state();
  }

  public long version() {
    return snapshot.version();
  }
}
