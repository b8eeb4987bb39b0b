package dev.passbook.http;

import static dev.passbook.http.ProblemType.ACCOUNT_CLOSED;
import static dev.passbook.http.ProblemType.ACCOUNT_NOT_FOUND;
import static dev.passbook.http.ProblemType.BALANCE_LIMIT;
import static dev.passbook.http.ProblemType.BALANCE_NOT_ZERO;
import static dev.passbook.http.ProblemType.CONCURRENT_UPDATE;
import static dev.passbook.http.ProblemType.CURRENCY_MISMATCH;
import static dev.passbook.http.ProblemType.FORBIDDEN;
import static dev.passbook.http.ProblemType.IDEMPOTENCY_KEY_REUSED;
import static dev.passbook.http.ProblemType.INSUFFICIENT_FUNDS;
import static dev.passbook.http.ProblemType.INTERNAL_ERROR;
import static dev.passbook.http.ProblemType.KEYS_UNAVAILABLE;
import static dev.passbook.http.ProblemType.OVERLOADED;
import static dev.passbook.http.ProblemType.STORE_UNAVAILABLE;
import static dev.passbook.http.ProblemType.TOO_MANY_REQUESTS;
import static dev.passbook.http.ProblemType.TRANSFER_NOT_FOUND;
import static dev.passbook.http.ProblemType.UNAUTHORIZED;
import static dev.passbook.http.ProblemType.VERSION_MISMATCH;
import static dev.passbook.http.ProblemType.VERSION_NOT_FOUND;

import dev.passbook.account.Amount;
import dev.passbook.account.Currency;
import dev.passbook.account.Refusal;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.StoreUnavailable;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.math.BigDecimal;
import java.util.List;

/** What each thing that can go wrong is told as. */
final class Problems {
  /** RFC 9110 renamed it; Netty has the former phrase. */
  private static final int CONTENT_TOO_LARGE = 413;

  private Problems() {}

  static Problem of(Missing missing) {
    return switch (missing) {
      case ACCOUNT -> noSuchAccount();
      case VERSION -> Problem.of(VERSION_NOT_FOUND, "The account was never at this version.");
      case TRANSFER -> Problem.of(TRANSFER_NOT_FOUND, "No transfer has this id.");
    };
  }

  static Problem noSuchAccount() {
    return Problem.of(ACCOUNT_NOT_FOUND, "No account has this id.");
  }

  static Problem of(Refusal refusal) {
    return switch (refusal.reason()) {
      case CURRENCY_MISMATCH ->
          Problem.of(CURRENCY_MISMATCH, "A transfer needs two accounts of one currency.");
      case AMOUNT_TOO_FINE -> Violation.problem(List.of(tooFine(refusal.balance().currency())));
      case AMOUNT_TOO_LONG -> Violation.problem(List.of(tooLong(refusal.balance().currency())));
      case ACCOUNT_CLOSED -> Problem.of(ACCOUNT_CLOSED, "A closed account takes no more writes.");
      case INSUFFICIENT_FUNDS ->
          Problem.of(
              INSUFFICIENT_FUNDS,
              "The account does not hold the amount.",
              members ->
                  members
                      .put("balance", refusal.balance().value())
                      .put("amount", refusal.amount().value()));
      case BALANCE_NOT_ZERO ->
          Problem.of(
              BALANCE_NOT_ZERO,
              "An account is closed at balance zero only.",
              members -> members.put("balance", refusal.balance().value()));
      case BALANCE_LIMIT ->
          Problem.of(
              BALANCE_LIMIT,
              "A balance has at most 15 digits, counted in the currency's minor unit.");
    };
  }

  private static Violation tooFine(Currency currency) {
    var digits = currency.fractionDigits();
    return new Violation(
        "amount", "must have at most %d fraction digits in %s".formatted(digits, currency));
  }

  private static Violation tooLong(Currency currency) {
    var most = BigDecimal.TEN.pow(Amount.MAX_DIGITS).subtract(BigDecimal.ONE);
    var plain = most.movePointLeft(currency.fractionDigits()).toPlainString();
    return new Violation("amount", "must be at most %s in %s".formatted(plain, currency));
  }

  static Problem unauthorized() {
    return Problem.of(
        UNAUTHORIZED, "Send a token that is meant for this service and has not ended.");
  }

  static Problem forbidden(String detail) {
    return Problem.of(FORBIDDEN, detail + ".");
  }

  static Problem tooManyRequests() {
    return Problem.of(
        TOO_MANY_REQUESTS, "Nothing was applied. Retry-After tells when to ask again.");
  }

  static Problem payeePaidTooOften() {
    return Problem.of(
        TOO_MANY_REQUESTS,
        "Nothing was applied. Retry-After tells when the account can be paid to again.");
  }

  static Problem keysMissing() {
    return Problem.of(KEYS_UNAVAILABLE, "Nothing was applied. Try again in a moment.");
  }

  static Problem versionMismatch(long version) {
    return Problem.of(
        VERSION_MISMATCH,
        "The account is at another version than the one asked for.",
        members -> members.put("version", version));
  }

  static Problem keyReused() {
    return Problem.of(
        IDEMPOTENCY_KEY_REUSED, "The key was used for another request of this operation before.");
  }

  static Problem concurrentUpdate() {
    return Problem.of(CONCURRENT_UPDATE, "Nothing was applied. Try again in a moment.");
  }

  static Problem overloaded() {
    return Problem.of(OVERLOADED, "Nothing was applied. Try again in a moment.");
  }

  static Problem closing() {
    return Problem.of(OVERLOADED, "Nothing was applied. This instance stops: another one answers.");
  }

  static Problem of(StoreUnavailable failure) {
    return failure.outcomeUnknown()
        ? Problem.of(
            STORE_UNAVAILABLE,
            "The write may have been applied. A retry under the same Idempotency-Key settles it.",
            members -> members.put("outcome", "unknown"))
        : Problem.of(STORE_UNAVAILABLE, "Nothing was applied. Try again in a moment.");
  }

  /** What HTTP itself refuses: the status says what is wrong, and the detail what is right. */
  static Problem protocol(int status) {
    var phrase =
        status == CONTENT_TOO_LARGE
            ? "Content Too Large"
            : HttpResponseStatus.valueOf(status).reasonPhrase();
    var detail =
        switch (status) {
          case 404 -> "Nothing is served at this path.";
          case 405 -> "The path does not take this method.";
          case 406 -> "The service answers in JSON.";
          case CONTENT_TOO_LARGE -> "A body is at most 16 KiB.";
          case 415 -> "A body is application/json in UTF-8.";
          default -> phrase + ".";
        };
    return Problem.blank(status, phrase, detail);
  }

  static Problem internalError() {
    return Problem.of(INTERNAL_ERROR, "The failure was logged under this response's X-Request-Id.");
  }
}
