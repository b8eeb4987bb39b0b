package dev.passbook.http.problem;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue of named problems (RFC 9457). All other problems are {@code about:blank}. */
enum ProblemType {
  UNAUTHORIZED(401, "The request needs a valid token"),
  FORBIDDEN(403, "The token does not allow this"),
  TOO_MANY_REQUESTS(429, "The caller asks too often"),
  INVALID_REQUEST(400, "The request is not valid"),
  ACCOUNT_NOT_FOUND(404, "There is no such account"),
  VERSION_NOT_FOUND(404, "The account has no such version"),
  TRANSFER_NOT_FOUND(404, "There is no such transfer"),
  HOLD_NOT_FOUND(404, "There is no such hold"),
  VERSION_MISMATCH(412, "The account has moved on"),
  CONCURRENT_UPDATE(409, "Other writers won every race for the account"),
  INSUFFICIENT_FUNDS(422, "Less than the amount is available"),
  BALANCE_LIMIT(422, "The balance would have too many digits"),
  BALANCE_NOT_ZERO(422, "The balance is not zero"),
  ACCOUNT_CLOSED(422, "The account is closed"),
  CURRENCY_MISMATCH(422, "The accounts have different currencies"),
  HOLD_EXCEEDED(422, "The hold reserves less than the amount"),
  HOLD_NOT_ACTIVE(422, "The hold has ended"),
  HOLDS_OUTSTANDING(422, "The account has active holds"),
  TOO_MANY_HOLDS(422, "The account has too many active holds"),
  ACCOUNT_RESTRICTED(422, "An operator has stopped such movements"),
  LIMIT_BELOW_USE(422, "More than the limit is in use"),
  ALREADY_REVERSED(422, "The movement was reversed before"),
  NOT_REVERSIBLE(422, "There is nothing to reverse"),
  IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
  INTERNAL_ERROR(500, "The service failed"),
  KEYS_UNAVAILABLE(503, "No token can be checked now"),
  OVERLOADED(503, "The service has too much to do"),
  STORE_UNAVAILABLE(503, "The database gave no answer in time");

  private static final String NAMESPACE = "urn:passbook:problem:";

  private static final Map<String, String> NAMES =
      Stream.of(values()).collect(Collectors.toMap(ProblemType::uri, type -> type.slug));

  private final int status;
  private final String title;
  private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** Returns the last part of a type's URI, or nothing if the catalogue does not have it. */
  static Optional<String> named(String uri) {
    return Optional.ofNullable(NAMES.get(uri));
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** Returns the last part of the URI. */
  String slug() {
    return slug;
  }

  String uri() {
    return NAMESPACE + slug;
  }
}
