package dev.passbook.banking;

import static dev.passbook.banking.TestBank.amount;

import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Capture;
import dev.passbook.account.Holder;
import dev.passbook.account.Overdraft;
import dev.passbook.account.Restrictions;
import dev.passbook.banking.AccountCommands.TransferMoney;
import dev.passbook.banking.AccountCommands.Withdraw;
import dev.passbook.banking.HoldCommands.PlaceHold;
import dev.passbook.banking.HoldCommands.ReleaseHold;
import dev.passbook.banking.HoldCommands.Terms;
import dev.passbook.banking.OperatorCommands.SetHolder;
import dev.passbook.banking.OperatorCommands.SetLimits;
import dev.passbook.banking.OperatorCommands.SetRestrictions;
import dev.passbook.banking.ReversalCommands.ReverseEvent;
import dev.passbook.banking.ReversalCommands.ReverseTransfer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Creates the commands on holds and those of operators. */
public final class TestCommands {
  static final Duration EXPIRY = Duration.ofDays(7);
  private static final Terms TERMS = new Terms(EXPIRY, 20);

  private TestCommands() {}

  public static AccountCommand hold(UUID account, String amount) {
    return hold(account, amount, Optional.empty());
  }

  public static AccountCommand hold(UUID account, String amount, Instant expiresAt) {
    return hold(account, amount, Optional.of(expiresAt));
  }

  private static AccountCommand hold(UUID account, String amount, Optional<Instant> expiresAt) {
    return new PlaceHold(account, amount(amount), expiresAt, null, TERMS);
  }

  /** Pays from a hold and releases the rest. */
  public static AccountCommand capture(UUID account, long hold, String amount) {
    return capture(account, amount, new Capture(hold, true));
  }

  /** Pays from a hold and keeps the rest. */
  public static AccountCommand captureSome(UUID account, long hold, String amount) {
    return capture(account, amount, new Capture(hold, false));
  }

  private static AccountCommand capture(UUID account, String amount, Capture capture) {
    return new Withdraw(account, amount(amount), null, Optional.of(capture));
  }

  public static AccountCommand captureByTransfer(UUID from, long hold, UUID to, String amount) {
    var capture = Optional.of(new Capture(hold, true));
    return new TransferMoney(from, to, amount(amount), null, capture);
  }

  public static AccountCommand release(UUID account, long hold) {
    return new ReleaseHold(account, hold);
  }

  public static AccountCommand limit(UUID account, String overdraft) {
    return new SetLimits(account, new Overdraft(new BigDecimal(overdraft)));
  }

  public static AccountCommand restrict(UUID account, boolean debits, boolean credits) {
    return new SetRestrictions(account, new Restrictions(debits, credits, "court order"));
  }

  public static AccountCommand give(UUID account, Holder holder) {
    return new SetHolder(account, holder);
  }

  /** Takes back the account's event at a version. */
  public static AccountCommand reverse(TestBank bank, UUID account, long version) {
    var original = bank.events(account).get((int) version - 1).event();
    return new ReverseEvent(account, version, original, null);
  }

  /** Takes back the transfer whose withdrawing leg is at a version. */
  public static AccountCommand reverseTransfer(TestBank bank, UUID from, long version) {
    var leg = (BalanceWithdrawn) bank.events(from).get((int) version - 1).event();
    return new ReverseTransfer(new TransferId(from, version), leg, null);
  }
}
