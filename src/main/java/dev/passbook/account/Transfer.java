package dev.passbook.account;

import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.CURRENCY_MISMATCH;
import static dev.passbook.account.Refusal.Reason.NOT_REVERSIBLE;

import java.util.function.Supplier;

/** Both legs of a transfer. They happen together or not at all. */
public record Transfer(AccountEvent withdrawal, AccountEvent credit) {

  /**
   * Decides on both accounts, the payer first.
   *
   * @param capture the payer's hold to pay from, or null
   */
  public static Decision<Transfer> decide(
      Account from, Account to, Amount amount, String reference, TransferLeg leg, Capture capture) {
    if (!from.currency().equals(to.currency())) {
      return Decision.refuse(Refusal.because(CURRENCY_MISMATCH));
    }
    return both(
        from.decide(amount, money -> from.withdraw(money, reference, leg, capture)),
        () -> to.decide(amount, money -> to.credit(money, reference, leg.transferId(), null)));
  }

  /**
   * Decides on the transfer that takes another one back.
   *
   * @param from the account that was paid to
   * @param to the account that paid
   * @param original the withdrawing leg of the transfer to take back
   */
  public static Decision<Transfer> takeBack(
      Account from, Account to, BalanceWithdrawn original, String reference, TransferLeg leg) {
    if (from.isClosed()) {
      return Decision.refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    if (original.reverses() != null) {
      return Decision.refuse(Refusal.because(NOT_REVERSIBLE));
    }
    var amount = original.amount();
    var credited = original.transfer().toVersion();
    return both(
        from.takeBack(amount, reference, leg, credited),
        () -> to.credit(amount, reference, leg.transferId(), leg.creditReverses()));
  }

  private static Decision<Transfer> both(
      Decision<AccountEvent> withdrawal, Supplier<Decision<AccountEvent>> credit) {
    return withdrawal.either(
        paid ->
            credit
                .get()
                .either(
                    received -> Decision.accept(new Transfer(paid, received)), Decision::refuse),
        Decision::refuse);
  }
}
