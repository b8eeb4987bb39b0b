package dev.passbook.moves.importing;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.VersionConflict;
import dev.passbook.moves.importing.Remark.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Imports all accounts of an earlier system, several at once. An interrupted import continues when
 * it is run again, and a second run changes nothing.
 */
public final class Import {
  private static final int ACCOUNTS_AT_ONCE = 8;

  private final AccountImport accounts;
  private final ImportRules rules;
  private final boolean dryRun;

  /**
   * Creates an import.
   *
   * @param dryRun whether it writes nothing and only reports what it would do
   */
  public Import(EventStore<Account, AccountEvent> store, ImportRules rules, boolean dryRun) {
    this.accounts = new AccountImport(store);
    this.rules = rules;
    this.dryRun = dryRun;
  }

  /**
   * Imports the accounts.
   *
   * @param done called after each account
   * @return fails when a table gives no response in time; what was imported by then stays
   */
  public Uni<ImportReport> of(OldAccounts source, List<String> ids, Runnable done) {
    var report = new ImportReport(rules, dryRun);
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUni(id -> source.account(id).chain(this::one))
        .merge(ACCOUNTS_AT_ONCE)
        .invoke(report::add)
        .invoke(done)
        .collect()
        .last()
        .replaceWith(report);
  }

  private Uni<ImportedAccount> one(OldAccount old) {
    var account = Conversion.of(old, rules);
    if (!account.isImportable(rules.doubtful())) {
      return Uni.createFrom().item(ImportedAccount.leftOut(account));
    }
    return accounts
        .missing(account)
        .chain(missing -> write(account, missing))
        .onFailure(Import::concernsOneAccount)
        .recoverWithItem(failure -> otherEvents(account, failure));
  }

  private Uni<ImportedAccount> write(ConvertedAccount account, int missing) {
    if (!account.isImportable(rules.doubtful())) {
      return Uni.createFrom().item(ImportedAccount.leftOut(account));
    }
    var outcome = ImportedAccount.outcome(account, missing);
    if (dryRun) {
      return Uni.createFrom()
          .item(new ImportedAccount(account, outcome, missing, account.balance().value()));
    }
    var written =
        missing == 0
            ? Uni.createFrom().voidItem()
            : accounts.write(account, missing).replaceWithVoid();
    return written
        .chain(() -> accounts.read(account))
        .map(state -> state.state().balance().value())
        .map(balance -> new ImportedAccount(account, outcome, missing, balance));
  }

  private static boolean concernsOneAccount(Throwable failure) {
    return failure instanceof VersionConflict || failure instanceof UnreadableHistory;
  }

  private static ImportedAccount otherEvents(ConvertedAccount account, Throwable failure) {
    account.remarks().add(Kind.OTHER_EVENTS, 0, failure.getMessage());
    return ImportedAccount.leftOut(account);
  }
}
