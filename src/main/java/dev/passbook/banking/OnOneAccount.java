package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Decision;
import dev.passbook.eventstore.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A command that changes a single account. */
interface OnOneAccount extends AccountCommand {
  UUID account();

  @Override
  default String target() {
    return account().toString();
  }

  @Override
  default List<UUID> accounts() {
    return List.of(account());
  }

  /** A command that records one event if it is accepted. */
  interface WithOneEvent extends OnOneAccount {
    /** Decides on the account, to which no lapsed hold belongs any more. */
    Decision<AccountEvent> decide(Snapshot<Account> account, Instant at);

    @Override
    default Decision<Effect> decide(List<Snapshot<Account>> accounts, Instant at) {
      return decide(accounts.get(0), at)
          .either(event -> Decision.accept(Effect.of(List.of(event))), Decision::refuse);
    }
  }
}
