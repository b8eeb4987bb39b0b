package dev.passbook.account;

import static dev.passbook.account.Refusal.Reason.CURRENCY_MISMATCH;

/** Both legs of a transfer. They happen together or not at all. */
public record Transfer(AccountEvent withdrawal, AccountEvent credit) {

  /** Decides on both accounts, the payer first. */
  public static Decision<Transfer> decide(
      Account from, Account to, Amount amount, String reference, TransferLeg leg) {
    if (!from.currency().equals(to.currency())) {
      return Decision.refuse(Refusal.because(CURRENCY_MISMATCH));
    }
    return from.decide(amount, money -> from.withdraw(money, reference, leg))
        .either(
            withdrawal ->
                to.decide(amount, money -> to.credit(money, reference, leg.transferId()))
                    .either(
                        credit -> Decision.accept(new Transfer(withdrawal, credit)),
                        Decision::refuse),
            Decision::refuse);
  }
}
