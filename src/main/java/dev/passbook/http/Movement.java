package dev.passbook.http;

import dev.passbook.account.Amount;
import dev.passbook.banking.Commands.Credit;
import dev.passbook.banking.Commands.Withdraw;
import java.util.UUID;

/** The request to move an amount in or out. */
record Movement(UUID account, Amount amount, String reference) {
  static final int MAX_REFERENCE = 140;

  static Movement parse(String id, byte[] json) {
    var account = NamedIds.account(id);
    var body = RequestBody.required(json);
    var amount = body.amount("amount");
    var reference = body.text("reference", MAX_REFERENCE);
    body.check();
    return new Movement(account, amount, reference);
  }

  Credit credit() {
    return new Credit(account, amount, reference);
  }

  Withdraw withdrawal() {
    return new Withdraw(account, amount, reference);
  }
}
