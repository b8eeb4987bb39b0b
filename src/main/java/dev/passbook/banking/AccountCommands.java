package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Capture;
import dev.passbook.account.Currency;
import dev.passbook.account.Decision;
import dev.passbook.account.Holder;
import dev.passbook.account.Transfer;
import dev.passbook.account.TransferLeg;
import dev.passbook.eventstore.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The commands on accounts. */
public final class AccountCommands {
  private AccountCommands() {}

  /**
   * Opens an account with a new id.
   *
   * @param id of the account, unless an idempotency key names it
   * @param holder null without authentication
   * @param sent the members as the client sent them, with null for a member that it left out
   */
  public record OpenAccount(
      UUID id, String owner, Currency currency, Holder holder, List<String> sent)
      implements AccountCommand {
    /** Opens an account for a request that names the currency, but no subject. */
    public OpenAccount(UUID id, String owner, Currency currency, Holder holder) {
      this(id, owner, currency, holder, AccountCommand.content(owner, currency.code(), null));
    }

    /** Opens an account without a holder. */
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

    /** Uses the members as sent, because a default may change between releases. */
    @Override
    public List<String> content() {
      return sent;
    }

    /** Treats a default currency like one that the client sent, as earlier releases did. */
    @Override
    public List<String> earlierContent() {
      var code = currency.code();
      return holder == null
          ? AccountCommand.content(owner, code)
          : AccountCommand.content(owner, code, holder.tenant(), holder.subject());
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
    public OpenAccount under(String markerKey) {
      return new OpenAccount(AccountIds.named(markerKey), owner, currency, holder, sent);
    }

    @Override
    public Decision<Effect> decide(List<Snapshot<Account>> accounts, Instant at) {
      return Decision.accept(Effect.of(List.of(Account.open(owner, currency, holder))));
    }
  }

  /** Pays an amount in. */
  public record Credit(UUID account, Amount amount, String reference)
      implements OnOneAccount.WithOneEvent {
    /** A caller who may credit may credit every account of the tenant. */
    @Override
    public boolean mayUse(Caller caller, int place, Account account) {
      return caller.canCredit(account);
    }

    @Override
    public String operation() {
      return "credit";
    }

    @Override
    public List<String> content() {
      return AccountCommand.content(amount.value().toPlainString(), reference);
    }

    @Override
    public Decision<AccountEvent> decide(Snapshot<Account> account, Instant at) {
      return account.state().credit(amount, reference);
    }
  }

  /**
   * Takes an amount out.
   *
   * @param capture the hold to pay from, if the client names one
   */
  public record Withdraw(UUID account, Amount amount, String reference, Optional<Capture> capture)
      implements OnOneAccount.WithOneEvent {
    /** Takes an amount out of what is available. */
    public Withdraw(UUID account, Amount amount, String reference) {
      this(account, amount, reference, Optional.empty());
    }

    @Override
    public Optional<Long> hold() {
      return capture.map(Capture::hold);
    }

    @Override
    public String operation() {
      return "withdraw";
    }

    @Override
    public List<String> content() {
      return withCapture(capture, amount.value().toPlainString(), reference);
    }

    @Override
    public Decision<AccountEvent> decide(Snapshot<Account> account, Instant at) {
      return account.state().withdraw(amount, reference, capture.orElse(null));
    }
  }

  /** Closes an account for good. */
  public record Close(UUID account) implements OnOneAccount.WithOneEvent {
    @Override
    public String operation() {
      return "close";
    }

    @Override
    public List<String> content() {
      return List.of();
    }

    @Override
    public Decision<AccountEvent> decide(Snapshot<Account> account, Instant at) {
      return account.state().close();
    }
  }

  /**
   * Moves an amount from one account to another.
   *
   * @param capture the payer's hold to pay from, if the client names one
   */
  public record TransferMoney(
      UUID from, UUID to, Amount amount, String reference, Optional<Capture> capture)
      implements AccountCommand {
    /** Moves an amount of what is available. */
    public TransferMoney(UUID from, UUID to, Amount amount, String reference) {
      this(from, to, amount, reference, Optional.empty());
    }

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
      return withCapture(
          capture, from.toString(), to.toString(), amount.value().toPlainString(), reference);
    }

    @Override
    public List<UUID> accounts() {
      return List.of(from, to);
    }

    @Override
    public Optional<Long> hold() {
      return capture.map(Capture::hold);
    }

    /** A caller who may pay from an account may pay to every account of the tenant. */
    @Override
    public boolean mayUse(Caller caller, int place, Account account) {
      return place == 0 ? caller.canWrite(account) : caller.canCredit(account);
    }

    @Override
    public Decision<Effect> decide(List<Snapshot<Account>> accounts, Instant at) {
      var payer = accounts.get(0);
      var payee = accounts.get(1);
      var id = new TransferId(from, payer.version() + 1);
      var leg = new TransferLeg(id.toString(), to, payee.version() + 1);
      return Transfer.decide(
              payer.state(), payee.state(), amount, reference, leg, capture.orElse(null))
          .either(
              legs -> Decision.accept(Effect.each(legs.withdrawal(), legs.credit())),
              Decision::refuse);
    }
  }

  /** Without a hold, the content is what it was before there were holds. */
  private static List<String> withCapture(Optional<Capture> capture, String... members) {
    var content = new ArrayList<>(AccountCommand.content(members));
    capture.ifPresent(
        it -> content.addAll(List.of(Long.toString(it.hold()), Boolean.toString(it.isFinal()))));
    return content;
  }
}
