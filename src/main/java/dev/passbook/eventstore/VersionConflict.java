package dev.passbook.eventstore;

/**
 * The race for the next version was lost, and nothing was applied. Load, decide and append again.
 */
public class VersionConflict extends RuntimeException {
  private static final long serialVersionUID = 1;

  public VersionConflict(String what) {
    // Lost races are ordinary on a busy stream, and a stack trace would cost more than the retry.
    super(what, null, false, false);
  }
}
