package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.Timestamp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads holds. The holds of an account that the caller may not read are missing. */
@ApplicationScoped
public class HoldQueries {
  private final History history;
  private final HoldHistory holds;
  private final Clock clock;

  public HoldQueries(History history, EventStore<Account, AccountEvent> store, Clock clock) {
    this.history = history;
    this.holds = new HoldHistory(store);
    this.clock = clock;
  }

  /** Returns the active holds, oldest first. */
  public Uni<Lookup<List<HoldDetails>>> active(Caller caller, UUID account, Deadline deadline) {
    return history
        .now(caller, account, deadline)
        .chain(
            found ->
                found.either(
                    current -> holds.active(current, now(current), deadline).map(Lookup::found),
                    HoldQueries::missing));
  }

  /** Returns a hold, whatever became of it. */
  public Uni<Lookup<HoldDetails>> find(Caller caller, HoldId id, Deadline deadline) {
    return history
        .now(caller, id.account(), deadline)
        .chain(
            found ->
                found.either(
                    current ->
                        holds
                            .find(current, id.version(), now(current), deadline)
                            .map(
                                hold ->
                                    hold.map(Lookup::found)
                                        .orElseGet(() -> Lookup.missing(Missing.HOLD))),
                    HoldQueries::missing));
  }

  private Instant now(Snapshot<Account> current) {
    return Timestamp.notBefore(current.updatedAt(), clock.instant());
  }

  private static <T> Uni<Lookup<T>> missing(Missing what) {
    return Uni.createFrom().item(Lookup.missing(what));
  }
}
