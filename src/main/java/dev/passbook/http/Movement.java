package dev.passbook.http;

import dev.passbook.account.Capture;
import dev.passbook.banking.AccountCommands.Credit;
import dev.passbook.banking.AccountCommands.Withdraw;
import dev.passbook.http.message.PathIds;
import dev.passbook.http.message.RequestBody;
import java.util.Optional;
import java.util.UUID;

/** Reads requests to credit or withdraw an amount. */
final class Movement {
  static final int MAX_REFERENCE = 140;
  private static final int LONGEST_ID = 128;

  private Movement() {}

  static Credit credit(String id, byte[] json) {
    var account = PathIds.account(id);
    var body = RequestBody.required(json);
    var amount = body.amount("amount");
    var reference = body.text("reference", MAX_REFERENCE);
    body.check();
    return new Credit(account, amount, reference);
  }

  static Withdraw withdrawal(String id, byte[] json) {
    var account = PathIds.account(id);
    var body = RequestBody.required(json);
    var amount = body.amount("amount");
    var reference = body.text("reference", MAX_REFERENCE);
    var capture = capture(body, account);
    body.check();
    return new Withdraw(account, amount, reference, capture);
  }

  /** Reads the reference from a body that has nothing else. */
  static String reference(byte[] json) {
    var body = RequestBody.optional(json);
    var reference = body.text("reference", MAX_REFERENCE);
    body.check();
    return reference;
  }

  /**
   * Reads the hold that a client wants to pay from.
   *
   * @param account the account that pays; null if the request is refused anyway
   */
  static Optional<Capture> capture(RequestBody body, UUID account) {
    var hold = body.text("hold", LONGEST_ID);
    var isFinal = body.flag("final", true);
    if (hold == null && body.has("final")) {
      body.violation("final", "needs a hold");
    }
    return Optional.ofNullable(hold).map(id -> new Capture(PathIds.hold(account, id), isFinal));
  }
}
