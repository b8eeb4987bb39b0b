package dev.passbook.moves.importing;

/**
 * One row or line of an earlier system. All values are as they stand there; null means that the
 * value is missing.
 *
 * @param number 1 for the account's first entry, and one more for each entry after it
 * @param type the earlier system's word for {@code kind}
 * @param amount a decimal number; a negative one moves money the other way
 * @param textAmount whether the earlier system stored the amount as text and not as a number
 * @param balance what the earlier system says that the balance was after this entry
 */
public record OldEntry(
    long number,
    Kind kind,
    String type,
    String at,
    String amount,
    boolean textAmount,
    String balance,
    String reference) {

  /** What an entry means for the account. */
  public enum Kind {
    OPENED,
    CREDIT,
    WITHDRAWAL,
    /** Moves no money and only states a balance. */
    SNAPSHOT,
    /** Changes the overdraft to the amount. */
    LIMIT,
    CLOSED,
    /** Is known and has no place in an import, such as a hold. */
    SKIPPED,
    UNKNOWN
  }

  boolean isMovement() {
    return kind == Kind.CREDIT || kind == Kind.WITHDRAWAL;
  }
}
