package dev.passbook.proof.checker;

/**
 * The row that makes a reversal happen once.
 *
 * @param by the version of the reversing event, or the id of the reversing transfer
 */
public record StoredClaim(String name, String commandId, String by) {
  static final String REVERSAL = "reversal-";
}
