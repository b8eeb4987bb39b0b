package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Currency;
import dev.passbook.account.Decision;
import dev.passbook.account.Holder;
import dev.passbook.account.Transfer;
import dev.passbook.account.TransferLeg;
import dev.passbook.eventstore.Snapshot;
import java.util.List;
import java.util.UUID;

/** The commands there are. */
public final class Commands {
  private Commands() {}

  /**
   * Opens an account under an id that was made for it.
   *
   * @param holder null where callers are not told apart
   * @param sent the members of the request as the client sent them, null for one that it left out
   */
  public record OpenAccount(
      UUID id, String owner, Currency currency, Holder holder, List<String> sent)
      implements Command {
    /** Opens an account for a request that named the currency, but no subject. */
    public OpenAccount(UUID id, String owner, Currency currency, Holder holder) {
      this(id, owner, currency, holder, Command.content(owner, currency.code(), null));
    }

    /** Opens an account that belongs to no holder. */
    public OpenAccount(UUID id, String owner, Currency currency) {
      this(id, owner, currency, null);
    }

    @Override
    public String operation() {
      return "open";
    }

    @Override
    public String target() {
      return "";
    }

    /** What a default stands for may change from release to release; what was sent does not. */
    @Override
    public List<String> content() {
      return sent;
    }

    /** Earlier releases took the default currency for one that the client had sent. */
    @Override
    public List<String> earlierContent() {
      var code = currency.code();
      return holder == null
          ? Command.content(owner, code)
          : Command.content(owner, code, holder.tenant(), holder.subject());
    }

    @Override
    public List<UUID> accounts() {
      return List.of(id);
    }

    @Override
    public boolean opensAccount() {
      return true;
    }

    @Override
    public Decision<List<AccountEvent>> decide(List<Snapshot<Account>> accounts) {
      return Decision.accept(List.of(Account.open(owner, currency, holder)));
    }
  }

  /** Pays an amount in. */
  public record Credit(UUID account, Amount amount, String reference) implements OnOneAccount {
    /** Anyone who may credit may credit every account of the tenant. */
    @Override
    public boolean isWithinReach(Caller caller, int place, Account account) {
      return caller.pays(account);
    }

    @Override
    public String operation() {
      return "credit";
    }

    @Override
    public List<String> content() {
      return Command.content(amount.value().toPlainString(), reference);
    }

    @Override
    public Decision<AccountEvent> decide(Account state) {
      return state.credit(amount, reference);
    }
  }

  /** Takes an amount out. */
  public record Withdraw(UUID account, Amount amount, String reference) implements OnOneAccount {
    @Override
    public String operation() {
      return "withdraw";
    }

    @Override
    public List<String> content() {
      return Command.content(amount.value().toPlainString(), reference);
    }

    @Override
    public Decision<AccountEvent> decide(Account state) {
      return state.withdraw(amount, reference);
    }
  }

  /** Closes an account for good. */
  public record Close(UUID account) implements OnOneAccount {
    @Override
    public String operation() {
      return "close";
    }

    @Override
    public List<String> content() {
      return List.of();
    }

    @Override
    public Decision<AccountEvent> decide(Account state) {
      return state.close();
    }
  }

  /** Moves an amount from one account to another one. */
  public record TransferMoney(UUID from, UUID to, Amount amount, String reference)
      implements Command {
    public TransferMoney {
      if (from.equals(to)) {
        throw new IllegalArgumentException("a transfer needs two accounts");
      }
    }

    @Override
    public String operation() {
      return "transfer";
    }

    @Override
    public String target() {
      return "";
    }

    @Override
    public List<String> content() {
      return Command.content(
          from.toString(), to.toString(), amount.value().toPlainString(), reference);
    }

    @Override
    public List<UUID> accounts() {
      return List.of(from, to);
    }

    /** Who may pay from an account may pay to any of the tenant. */
    @Override
    public boolean isWithinReach(Caller caller, int place, Account account) {
      return place == 0 ? caller.changes(account) : caller.pays(account);
    }

    @Override
    public Decision<List<AccountEvent>> decide(List<Snapshot<Account>> accounts) {
      var payer = accounts.get(0);
      var payee = accounts.get(1);
      var id = new TransferId(from, payer.version() + 1);
      var leg = new TransferLeg(id.toString(), to, payee.version() + 1);
      return Transfer.decide(payer.state(), payee.state(), amount, reference, leg)
          .either(
              legs -> Decision.accept(List.of(legs.withdrawal(), legs.credit())), Decision::refuse);
    }
  }

  private sealed interface OnOneAccount extends Command {
    UUID account();

    Decision<AccountEvent> decide(Account state);

    @Override
    default String target() {
      return account().toString();
    }

    @Override
    default List<UUID> accounts() {
      return List.of(account());
    }

    @Override
    default Decision<List<AccountEvent>> decide(List<Snapshot<Account>> accounts) {
      return decide(accounts.get(0).state())
          .either(event -> Decision.accept(List.of(event)), Decision::refuse);
    }
  }
}
