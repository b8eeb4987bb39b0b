package dev.passbook.http.problem;

import static dev.passbook.http.problem.ProblemType.ACCOUNT_CLOSED;
import static dev.passbook.http.problem.ProblemType.ACCOUNT_RESTRICTED;
import static dev.passbook.http.problem.ProblemType.ALREADY_REVERSED;
import static dev.passbook.http.problem.ProblemType.BALANCE_LIMIT;
import static dev.passbook.http.problem.ProblemType.BALANCE_NOT_ZERO;
import static dev.passbook.http.problem.ProblemType.CURRENCY_MISMATCH;
import static dev.passbook.http.problem.ProblemType.HOLDS_OUTSTANDING;
import static dev.passbook.http.problem.ProblemType.HOLD_EXCEEDED;
import static dev.passbook.http.problem.ProblemType.HOLD_NOT_ACTIVE;
import static dev.passbook.http.problem.ProblemType.INSUFFICIENT_FUNDS;
import static dev.passbook.http.problem.ProblemType.LIMIT_BELOW_USE;
import static dev.passbook.http.problem.ProblemType.NOT_REVERSIBLE;
import static dev.passbook.http.problem.ProblemType.TOO_MANY_HOLDS;

import dev.passbook.account.Amount;
import dev.passbook.account.Currency;
import dev.passbook.account.Refusal;
import dev.passbook.http.syntax.WholeNumber;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Creates the problem for each refusal of the bank. */
public final class RefusalProblems {
  private static final Violation EXPIRY_PASSED =
      new Violation("expiresAt", "must be in the future");
  private static final Violation EXPIRY_TOO_FAR =
      new Violation("expiresAt", "must be at most 366 days away");

  private RefusalProblems() {}

  public static Problem of(Refusal refusal) {
    return of(refusal, "amount");
  }

  /**
   * Creates the problem of a refusal.
   *
   * @param member the member of the request that may have too many digits
   */
  public static Problem of(Refusal refusal, String member) {
    return switch (refusal.reason()) {
      case CURRENCY_MISMATCH ->
          Problem.of(CURRENCY_MISMATCH, "A transfer needs two accounts of one currency.");
      case AMOUNT_TOO_FINE -> Violation.problem(List.of(tooFine(member, refusal.currency())));
      case AMOUNT_TOO_LONG -> Violation.problem(List.of(tooLong(member, refusal.currency())));
      case EXPIRY_PASSED -> Violation.problem(List.of(EXPIRY_PASSED));
      case EXPIRY_TOO_FAR -> Violation.problem(List.of(EXPIRY_TOO_FAR));
      case ACCOUNT_CLOSED -> Problem.of(ACCOUNT_CLOSED, "A closed account takes no more writes.");
      case INSUFFICIENT_FUNDS ->
          withSums(INSUFFICIENT_FUNDS, "Less than the amount is available.", refusal);
      case BALANCE_NOT_ZERO ->
          withSums(BALANCE_NOT_ZERO, "An account is closed at balance zero only.", refusal);
      case BALANCE_LIMIT ->
          Problem.of(
              BALANCE_LIMIT,
              "A balance has at most 15 digits, counted in the currency's minor unit.");
      case DEBITS_RESTRICTED -> restricted("debits");
      case CREDITS_RESTRICTED -> restricted("credits");
      case HOLD_EXCEEDED ->
          withSums(HOLD_EXCEEDED, "A capture takes at most what remains of the hold.", refusal);
      case TOO_MANY_HOLDS ->
          Problem.of(TOO_MANY_HOLDS, "Capture or release a hold before you place another one.");
      case HOLDS_OUTSTANDING ->
          Problem.of(HOLDS_OUTSTANDING, "An account with an active hold can't be closed.");
      case LIMIT_BELOW_USE ->
          withSums(LIMIT_BELOW_USE, "The balance and the holds use more than that.", refusal);
      case NOT_REVERSIBLE ->
          Problem.of(
              NOT_REVERSIBLE,
              "Only a movement can be reversed: no reversal, and a transfer as a whole.");
      case HOLD_NOT_ACTIVE -> throw new IllegalArgumentException("the history tells how it ended");
    };
  }

  private static Problem withSums(ProblemType type, String detail, Refusal refusal) {
    return Problem.of(
        type,
        detail,
        members ->
            refusal
                .sums()
                .forEach(
                    (sum, money) ->
                        members.put(sum.name().toLowerCase(Locale.ROOT), money.value())));
  }

  private static Problem restricted(String movements) {
    return Problem.of(
        ACCOUNT_RESTRICTED,
        "An operator has stopped the account's " + movements + ".",
        members -> members.put("restricted", movements));
  }

  /**
   * Creates the problem of a hold that has ended.
   *
   * @param status how it ended; the member {@code status} of every problem is that of HTTP (RFC
   *     9457, section 3.1.2), so this one has another name
   */
  public static Problem holdNotActive(String status, String endedAt) {
    return Problem.of(
        HOLD_NOT_ACTIVE,
        "Nothing can be captured from the hold any more, and nothing released.",
        members -> members.put("holdStatus", status).put("endedAt", endedAt));
  }

  /**
   * Creates the problem of a second reversal.
   *
   * @param by the version of the event that reversed it, or the id of the transfer that did
   */
  public static Problem alreadyReversed(String by) {
    return Problem.of(
        ALREADY_REVERSED,
        "A movement is reversed once.",
        members -> members.putPOJO("by", WholeNumber.isWhole(by, 0) ? Long.valueOf(by) : by));
  }

  private static Violation tooFine(String member, Currency currency) {
    var digits = currency.fractionDigits();
    return new Violation(
        member, "must have at most %d fraction digits in %s".formatted(digits, currency));
  }

  private static Violation tooLong(String member, Currency currency) {
    var most = BigDecimal.TEN.pow(Amount.MAX_DIGITS).subtract(BigDecimal.ONE);
    var plain = most.movePointLeft(currency.fractionDigits()).toPlainString();
    return new Violation(member, "must be at most %s in %s".formatted(plain, currency));
  }
}
