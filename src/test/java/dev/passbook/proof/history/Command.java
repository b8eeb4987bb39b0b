package dev.passbook.proof.history;

import java.math.BigDecimal;

/**
 * A request as the load generator means it. Every write has its own reference, which identifies its
 * event: an account's owner, the reference of a movement or of a hold, a limit's amount, or the
 * reason of a restriction. A closure and a release have no place for one.
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
    long onlyAtVersion,
    Terms terms) {

  /** The kinds of requests. */
  public enum Kind {
    OPEN,
    CREDIT,
    WITHDRAW,
    TRANSFER,
    HOLD,
    RELEASE,
    REVERSE,
    REVERSE_TRANSFER,
    LIMIT,
    RESTRICT,
    CLOSE,
    READ,
    READ_VERSION,
    READ_TRANSFER,
    READ_HOLD,
    READ_HOLDS,
    PAGE;

    public boolean isWrite() {
      return compareTo(CLOSE) <= 0;
    }

    /** Returns whether the write sets a property of the account. Such a write succeeds with 200. */
    public boolean isSetting() {
      return this == LIMIT || this == RESTRICT;
    }

    /** Returns whether its event holds a name that the client chose. */
    public boolean isNamed() {
      return this != CLOSE && this != RELEASE;
    }

    public boolean isTransfer() {
      return this == TRANSFER || this == REVERSE_TRANSFER;
    }

    public boolean isReversal() {
      return this == REVERSE || this == REVERSE_TRANSFER;
    }
  }

  /**
   * What only some requests say.
   *
   * @param hold the version that identifies the hold to pay from, to release or to read; 0 for none
   * @param isFinal whether a capture gives back the rest of the hold
   * @param expiresAt when a hold is to lapse; null for the service's default
   * @param dry whether the client only wants to see what the write would do
   */
  public record Terms(
      long hold, boolean isFinal, String expiresAt, boolean debits, boolean credits, boolean dry) {
    static final Terms NONE = new Terms(0, true, null, false, false, false);

    private Terms dryRun() {
      return new Terms(hold, isFinal, expiresAt, debits, credits, true);
    }
  }

  private static Command of(
      Kind kind, String account, String to, BigDecimal amount, String reference, Terms terms) {
    return new Command(kind, account, to, amount, reference, 0, 0, null, 0, terms);
  }

  public static Command open(String owner) {
    return of(Kind.OPEN, null, null, null, owner, Terms.NONE);
  }

  public static Command credit(String account, BigDecimal amount, String reference) {
    return of(Kind.CREDIT, account, null, amount, reference, Terms.NONE);
  }

  public static Command withdraw(String account, BigDecimal amount, String reference) {
    return of(Kind.WITHDRAW, account, null, amount, reference, Terms.NONE);
  }

  public static Command transfer(String from, String to, BigDecimal amount, String reference) {
    return of(Kind.TRANSFER, from, to, amount, reference, Terms.NONE);
  }

  /** Places a hold. Its expiry is a timestamp, or null for the service's default. */
  public static Command hold(
      String account, BigDecimal amount, String expiresAt, String reference) {
    Terms terms = new Terms(0, true, expiresAt, false, false, false);
    return of(Kind.HOLD, account, null, amount, reference, terms);
  }

  /** Returns this withdrawal or transfer, paid from a hold. */
  public Command from(long hold, boolean isFinal) {
    return with(new Terms(hold, isFinal, null, false, false, false));
  }

  public static Command release(String account, long hold, String reference) {
    Terms terms = new Terms(hold, true, null, false, false, false);
    return of(Kind.RELEASE, account, null, null, reference, terms);
  }

  /** Takes the event at a version back. */
  public static Command reverse(String account, long version, String reference) {
    return new Command(
        Kind.REVERSE, account, null, null, reference, version, 0, null, 0, Terms.NONE);
  }

  /** Takes a transfer back. The arguments are those of the transfer to reverse. */
  public static Command reverseTransfer(String from, String to, long version, String reference) {
    return new Command(
        Kind.REVERSE_TRANSFER, from, to, null, reference, version, 0, null, 0, Terms.NONE);
  }

  /** Sets the overdraft. No other limit of the account may have the same amount. */
  public static Command limit(String account, BigDecimal overdraft) {
    String name = nameOfLimit(account, overdraft);
    return of(Kind.LIMIT, account, null, overdraft, name, Terms.NONE);
  }

  public static String nameOfLimit(String account, BigDecimal overdraft) {
    return "limit-" + account + "-" + overdraft.stripTrailingZeros().toPlainString();
  }

  public static Command restrict(String account, boolean debits, boolean credits, String reason) {
    Terms terms = new Terms(0, true, null, debits, credits, false);
    return of(Kind.RESTRICT, account, null, null, reason, terms);
  }

  /** The reference tells this closure from others. The service doesn't get it. */
  public static Command close(String account, String reference) {
    return of(Kind.CLOSE, account, null, null, reference, Terms.NONE);
  }

  public static Command read(String account) {
    return of(Kind.READ, account, null, null, null, Terms.NONE);
  }

  public static Command readVersion(String account, long version) {
    return new Command(
        Kind.READ_VERSION, account, null, null, null, version, 0, null, 0, Terms.NONE);
  }

  public static Command page(String account, long after, int limit) {
    return new Command(Kind.PAGE, account, null, null, null, after, limit, null, 0, Terms.NONE);
  }

  /** A transfer's id consists of the paying account and its version. */
  public static Command readTransfer(String from, long version) {
    return new Command(Kind.READ_TRANSFER, from, null, null, null, version, 0, null, 0, Terms.NONE);
  }

  public static Command readHold(String account, long hold) {
    Terms terms = new Terms(hold, true, null, false, false, false);
    return of(Kind.READ_HOLD, account, null, null, null, terms);
  }

  public static Command readHolds(String account) {
    return of(Kind.READ_HOLDS, account, null, null, null, Terms.NONE);
  }

  public Command withKey(String newKey) {
    return new Command(
        kind, account, to, amount, reference, version, limit, newKey, onlyAtVersion, terms);
  }

  /** Returns the same command with an If-Match header. */
  public Command onlyAt(long expected) {
    return new Command(kind, account, to, amount, reference, version, limit, key, expected, terms);
  }

  /** Returns the same command, which is to change nothing. */
  public Command dryRun() {
    return with(terms.dryRun());
  }

  private Command with(Terms others) {
    return new Command(
        kind, account, to, amount, reference, version, limit, key, onlyAtVersion, others);
  }

  public boolean isConditional() {
    return onlyAtVersion > 0;
  }

  public boolean isKeyed() {
    return key != null;
  }

  /** Returns whether the request can change something. */
  public boolean isWrite() {
    return kind.isWrite() && !terms.dry();
  }

  public boolean isCapture() {
    return terms.hold() > 0 && (kind == Kind.WITHDRAW || kind == Kind.TRANSFER);
  }

  @Override
  public String toString() {
    return CommandText.of(this);
  }
}
