package dev.passbook.integrity;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.Lookup;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.ChainCutOver;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.streaming.Cursors;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Checks the histories of accounts. An account that the caller may not read is missing. */
@ApplicationScoped
public class IntegrityChecks {
  private final AccountChecks checks;
  private final History history;
  private final ChainCutOver cutOver;

  IntegrityChecks(
      CommitLog<Account, AccountEvent> log,
      EventStore<Account, AccountEvent> store,
      History history,
      Cursors cursors,
      ChainCutOver cutOver) {
    this.checks = new AccountChecks(log, store, cursors);
    this.history = history;
    this.cutOver = cutOver;
  }

  /**
   * Checks an account's history up to its newest version, or as far as one request may take it.
   *
   * @param after the version after which the check begins; 0 for the beginning. A check that begins
   *     later relies on the state at that version.
   */
  Uni<Lookup<IntegrityReport>> check(Caller caller, UUID account, long after, Deadline deadline) {
    return history
        .canReadDespiteDamage(caller, account, deadline)
        .chain(
            yes ->
                yes
                    ? check(account, after, deadline)
                    : Uni.createFrom().item(Lookup.missing(Missing.ACCOUNT)));
  }

  private Uni<Lookup<IntegrityReport>> check(UUID account, long after, Deadline deadline) {
    return cutOver
        .find(deadline)
        .chain(
            moment ->
                checks.begin(AccountIds.stream(account), after, moment.orElse(null), deadline))
        .chain(
            found ->
                found.either(
                    check -> new IntegrityRun(check, deadline).report().map(Lookup::found),
                    missing -> Uni.createFrom().item(Lookup.missing(missing))));
  }
}
