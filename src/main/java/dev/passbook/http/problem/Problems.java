package dev.passbook.http.problem;

import static dev.passbook.http.problem.ProblemType.ACCOUNT_NOT_FOUND;
import static dev.passbook.http.problem.ProblemType.CONCURRENT_UPDATE;
import static dev.passbook.http.problem.ProblemType.FORBIDDEN;
import static dev.passbook.http.problem.ProblemType.HOLD_NOT_FOUND;
import static dev.passbook.http.problem.ProblemType.IDEMPOTENCY_KEY_REUSED;
import static dev.passbook.http.problem.ProblemType.INTERNAL_ERROR;
import static dev.passbook.http.problem.ProblemType.KEYS_UNAVAILABLE;
import static dev.passbook.http.problem.ProblemType.OVERLOADED;
import static dev.passbook.http.problem.ProblemType.STORE_UNAVAILABLE;
import static dev.passbook.http.problem.ProblemType.TOO_MANY_REQUESTS;
import static dev.passbook.http.problem.ProblemType.TRANSFER_NOT_FOUND;
import static dev.passbook.http.problem.ProblemType.UNAUTHORIZED;
import static dev.passbook.http.problem.ProblemType.VERSION_MISMATCH;
import static dev.passbook.http.problem.ProblemType.VERSION_NOT_FOUND;

import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.StoreUnavailable;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Creates the problem for each kind of failure. */
public final class Problems {
  /** RFC 9110 renamed this status, and Netty has the former phrase. */
  private static final int CONTENT_TOO_LARGE = 413;

  private Problems() {}

  public static Problem of(Missing missing) {
    return switch (missing) {
      case ACCOUNT -> noSuchAccount();
      case VERSION -> Problem.of(VERSION_NOT_FOUND, "The account was never at this version.");
      case MONTH ->
          Problem.of(
              VERSION_NOT_FOUND,
              "There is no such month, it is still to come, or the account was opened later.");
      case TRANSFER -> Problem.of(TRANSFER_NOT_FOUND, "No transfer has this id.");
      case HOLD -> Problem.of(HOLD_NOT_FOUND, "No hold of the account has this id.");
    };
  }

  public static Problem noSuchAccount() {
    return Problem.of(ACCOUNT_NOT_FOUND, "No account has this id.");
  }

  public static Problem unauthorized() {
    return Problem.of(
        UNAUTHORIZED, "Send a token that is meant for this service and has not ended.");
  }

  public static Problem forbidden(String detail) {
    return Problem.of(FORBIDDEN, detail + ".");
  }

  public static Problem tooManyRequests() {
    return Problem.of(
        TOO_MANY_REQUESTS, "This request applied nothing. Retry-After tells when to ask again.");
  }

  public static Problem payeePaidTooOften() {
    return Problem.of(
        TOO_MANY_REQUESTS,
        "This request applied nothing. Retry-After tells when the account can be paid to again.");
  }

  public static Problem keysMissing() {
    return Problem.of(KEYS_UNAVAILABLE, "Nothing was applied. Try again in a moment.");
  }

  public static Problem versionMismatch(long version) {
    return Problem.of(
        VERSION_MISMATCH,
        "The account is at another version than the one asked for.",
        members -> members.put("version", version));
  }

  public static Problem keyReused() {
    return Problem.of(
        IDEMPOTENCY_KEY_REUSED, "The key was used for another request of this operation before.");
  }

  static Problem concurrentUpdate() {
    return Problem.of(CONCURRENT_UPDATE, "Nothing was applied. Try again in a moment.");
  }

  public static Problem overloaded() {
    return Problem.of(OVERLOADED, "Nothing was applied. Try again in a moment.");
  }

  public static Problem closing() {
    return Problem.of(OVERLOADED, "Nothing was applied. This instance stops: another one answers.");
  }

  public static Problem of(StoreUnavailable failure) {
    return failure.outcomeUnknown()
        ? Problem.of(
            STORE_UNAVAILABLE,
            "The write may have been applied. A retry under the same Idempotency-Key settles it.",
            members -> members.put("outcome", "unknown"))
        : Problem.of(STORE_UNAVAILABLE, "Nothing was applied. Try again in a moment.");
  }

  /**
   * Creates a problem for an error of the protocol. The title names the error, and the detail says
   * what is valid.
   */
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

  /** Creates the problem of a path at which nothing is served. */
  public static Problem notServed() {
    return protocol(404);
  }

  static Problem internalError() {
    return Problem.of(INTERNAL_ERROR, "The failure was logged under this response's X-Request-Id.");
  }
}
