package dev.passbook.moves.importing;

import java.math.BigDecimal;

/**
 * What an import did with an account.
 *
 * @param written how many events it wrote, or would have written in a dry run
 * @param balance what the store reads after the import, or the events add up to in a dry run; null
 *     for an account that was left out
 */
public record ImportedAccount(
    ConvertedAccount converted, Outcome outcome, int written, BigDecimal balance) {

  /** What became of an account. */
  public enum Outcome {
    IMPORTED,
    /** An earlier run had begun it. */
    CONTINUED,
    UNCHANGED,
    LEFT_OUT
  }

  static ImportedAccount leftOut(ConvertedAccount account) {
    return new ImportedAccount(account, Outcome.LEFT_OUT, 0, null);
  }

  static Outcome outcome(ConvertedAccount account, int written) {
    if (written == 0) {
      return Outcome.UNCHANGED;
    }
    return written == account.events().size() ? Outcome.IMPORTED : Outcome.CONTINUED;
  }
}
