package dev.passbook.proof.history;

import java.math.BigDecimal;

/**
 * A request as the load generator means it. Every write has its own reference, which identifies its
 * event: an account's owner, or a movement's reference. A closure has no place for one.
 */
public record Command(
    Kind kind,
    String account,
    String to,
    BigDecimal amount,
    String reference,
    long version,
    int limit,
    String key,
    long onlyAtVersion) {

  /** The kinds of requests. */
  public enum Kind {
    OPEN,
    CREDIT,
    WITHDRAW,
    TRANSFER,
    CLOSE,
    READ,
    READ_VERSION,
    READ_TRANSFER,
    PAGE;

    public boolean isWrite() {
      return compareTo(CLOSE) <= 0;
    }
  }

  public static Command open(String owner) {
    return new Command(Kind.OPEN, null, null, null, owner, 0, 0, null, 0);
  }

  public static Command credit(String account, BigDecimal amount, String reference) {
    return new Command(Kind.CREDIT, account, null, amount, reference, 0, 0, null, 0);
  }

  public static Command withdraw(String account, BigDecimal amount, String reference) {
    return new Command(Kind.WITHDRAW, account, null, amount, reference, 0, 0, null, 0);
  }

  public static Command transfer(String from, String to, BigDecimal amount, String reference) {
    return new Command(Kind.TRANSFER, from, to, amount, reference, 0, 0, null, 0);
  }

  public static Command close(String account, String reference) {
    return new Command(Kind.CLOSE, account, null, null, reference, 0, 0, null, 0);
  }

  public static Command read(String account) {
    return new Command(Kind.READ, account, null, null, null, 0, 0, null, 0);
  }

  public static Command readVersion(String account, long version) {
    return new Command(Kind.READ_VERSION, account, null, null, null, version, 0, null, 0);
  }

  public static Command page(String account, long after, int limit) {
    return new Command(Kind.PAGE, account, null, null, null, after, limit, null, 0);
  }

  /** A transfer's id consists of the paying account and its version. */
  public static Command readTransfer(String from, long version) {
    return new Command(Kind.READ_TRANSFER, from, null, null, null, version, 0, null, 0);
  }

  public Command withKey(String newKey) {
    return new Command(kind, account, to, amount, reference, version, limit, newKey, onlyAtVersion);
  }

  /** Returns the same command with an If-Match header. */
  public Command onlyAt(long expected) {
    return new Command(kind, account, to, amount, reference, version, limit, key, expected);
  }

  public boolean isConditional() {
    return onlyAtVersion > 0;
  }

  public boolean isKeyed() {
    return key != null;
  }

  public String method() {
    return kind.isWrite() ? "POST" : "GET";
  }

  public String path() {
    return switch (kind) {
      case OPEN -> "/accounts";
      case CREDIT -> "/accounts/" + account + "/credits";
      case WITHDRAW -> "/accounts/" + account + "/withdrawals";
      case CLOSE -> "/accounts/" + account + "/closure";
      case TRANSFER -> "/transfers";
      case READ -> "/accounts/" + account;
      case READ_VERSION -> "/accounts/" + account + "?version=" + version;
      case PAGE -> "/accounts/" + account + "/events?after=" + version + "&limit=" + limit;
      case READ_TRANSFER -> "/transfers/" + account + "-" + version;
    };
  }

  /** Returns the body, which is empty if the request has none. References need no escaping. */
  public String body() {
    return switch (kind) {
      case OPEN -> "{\"owner\": \"%s\"}".formatted(reference);
      case CREDIT, WITHDRAW ->
          "{\"amount\": %s, \"reference\": \"%s\"}".formatted(amount.toPlainString(), reference);
      case TRANSFER ->
          "{\"from\": \"%s\", \"to\": \"%s\", \"amount\": %s, \"reference\": \"%s\"}"
              .formatted(account, to, amount.toPlainString(), reference);
      default -> "";
    };
  }

  @Override
  public String toString() {
    return method()
        + " "
        + path()
        + (body().isEmpty() ? "" : " " + body())
        + (isConditional() ? " if at version " + onlyAtVersion : "")
        + (isKeyed() ? " with key " + key : "");
  }
}
