package dev.passbook.eventstore;

/** The store gave no usable response in time. */
public class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean outcomeUnknown;

  public StoreUnavailable(String why, boolean outcomeUnknown, Throwable cause) {
    super(why, cause);
    this.outcomeUnknown = outcomeUnknown;
  }

  /** Returns whether a write may have been applied or may still be. If not, nothing was applied. */
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }
}
