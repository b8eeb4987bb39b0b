package dev.passbook.proof.checker;

/** A broken rule and the evidence for it. */
public record Violation(Rule rule, String evidence) {
  @Override
  public String toString() {
    return rule + ": " + evidence;
  }
}
