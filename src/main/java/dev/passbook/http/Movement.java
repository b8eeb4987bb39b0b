package dev.passbook.http;

import dev.passbook.account.Amount;
import dev.passbook.banking.AccountCommands.Credit;
import dev.passbook.banking.AccountCommands.Withdraw;
import dev.passbook.http.message.PathIds;
import dev.passbook.http.message.RequestBody;
import java.util.UUID;

/** A request to credit or withdraw an amount. */
record Movement(UUID account, Amount amount, String reference) {
  static final int MAX_REFERENCE = 140;

  static Movement parse(String id, byte[] json) {
    var account = PathIds.account(id);
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
