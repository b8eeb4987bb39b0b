package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Decision;
import dev.passbook.account.Holder;
import dev.passbook.account.OperatorDecisions;
import dev.passbook.account.Overdraft;
import dev.passbook.account.Restrictions;
import dev.passbook.eventstore.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The commands of operators. Each sets a property of an account to a value, so a second one with
 * the same value changes nothing.
 */
public final class OperatorCommands {
  private OperatorCommands() {}

  private interface Setting extends OnOneAccount {
    Decision<List<AccountEvent>> decide(Account account);

    @Override
    default Decision<Effect> decide(List<Snapshot<Account>> accounts, Instant at) {
      return decide(accounts.get(0).state())
          .either(events -> Decision.accept(Effect.of(events)), Decision::refuse);
    }
  }

  /** Sets how far the account may be overdrawn. */
  public record SetLimits(UUID account, Overdraft overdraft) implements Setting {
    @Override
    public String operation() {
      return "limit";
    }

    @Override
    public List<String> content() {
      return AccountCommand.content(overdraft.value().toPlainString());
    }

    @Override
    public Decision<List<AccountEvent>> decide(Account state) {
      return OperatorDecisions.limit(state, overdraft);
    }
  }

  /** Sets which movements are stopped. */
  public record SetRestrictions(UUID account, Restrictions restrictions) implements Setting {
    @Override
    public String operation() {
      return "restrict";
    }

    @Override
    public List<String> content() {
      return AccountCommand.content(
          Boolean.toString(restrictions.debits()),
          Boolean.toString(restrictions.credits()),
          restrictions.reason());
    }

    @Override
    public Decision<List<AccountEvent>> decide(Account state) {
      return OperatorDecisions.restrict(state, restrictions);
    }
  }

  /** Sets to whom the account belongs. */
  public record SetHolder(UUID account, Holder holder) implements Setting {
    @Override
    public String operation() {
      return "change-holder";
    }

    @Override
    public List<String> content() {
      return AccountCommand.content(holder.tenant(), holder.subject());
    }

    /** An operator may also give away an account that has no holder yet. */
    @Override
    public boolean mayUse(Caller caller, int place, Account account) {
      return Caller.isNobodys(account.holder()) || caller.canWrite(account);
    }

    @Override
    public Decision<List<AccountEvent>> decide(Account state) {
      return OperatorDecisions.changeHolder(state, holder);
    }
  }
}
