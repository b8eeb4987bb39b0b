package dev.passbook.proof.checker;

/** A promise that was broken, and the evidence. */
public record Violation(Rule rule, String evidence) {
  @Override
  public String toString() {
    return rule + ": " + evidence;
  }
}
