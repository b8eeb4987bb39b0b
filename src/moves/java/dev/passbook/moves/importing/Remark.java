package dev.passbook.moves.importing;

/**
 * Something that an operator should know about an account.
 *
 * @param entry the number of the first entry that it concerns; 0 for the account as a whole
 * @param times how many entries it concerns
 * @param detail a sentence about the first of them
 */
public record Remark(Kind kind, long entry, int times, String detail) {

  /** What a remark means for the import of its account. */
  public enum Weight {
    /** The rules of the import cover it. */
    NOTE,
    /** The earlier system contradicts itself, so an operator must agree to the import. */
    DOUBT,
    /** The account can't be imported. */
    FAULT
  }

  /** The kinds of remarks. The report names them in lower case with hyphens. */
  public enum Kind {
    DERIVED_ID(Weight.NOTE),
    TIME_MOVED(Weight.NOTE),
    TIME_MISSING(Weight.NOTE),
    AMOUNT_ROUNDED(Weight.NOTE),
    AMOUNT_NEGATIVE(Weight.NOTE),
    AMOUNT_ZERO(Weight.NOTE),
    AMOUNT_AS_TEXT(Weight.NOTE),
    ENTRY_SKIPPED(Weight.NOTE),
    VERSION_GAP(Weight.DOUBT),
    NEVER_OPENED(Weight.DOUBT),
    BALANCE_MISSING(Weight.DOUBT),
    BALANCE_DIFFERS(Weight.DOUBT),
    NO_ENTRY(Weight.FAULT),
    UNKNOWN_CURRENCY(Weight.FAULT),
    UNKNOWN_TYPE(Weight.FAULT),
    OPENED_TWICE(Weight.FAULT),
    TEXT_REFUSED(Weight.FAULT),
    TIME_UNREADABLE(Weight.FAULT),
    TIME_IN_FUTURE(Weight.FAULT),
    AMOUNT_UNREADABLE(Weight.FAULT),
    AMOUNT_TOO_FINE(Weight.FAULT),
    RULE_BROKEN(Weight.FAULT),
    OTHER_EVENTS(Weight.FAULT),
    SOURCE_CHANGED(Weight.FAULT);

    private final Weight weight;

    Kind(Weight weight) {
      this.weight = weight;
    }

    Weight weight() {
      return weight;
    }
  }

  Remark again() {
    return new Remark(kind, entry, times + 1, detail);
  }
}
