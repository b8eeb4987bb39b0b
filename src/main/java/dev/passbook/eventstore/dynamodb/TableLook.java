package dev.passbook.eventstore.dynamodb;

/**
 * What a look at the table found.
 *
 * @param detail in words of our own, fit for anyone who may ask the readiness probe
 * @param cause in the words of whoever failed, for the log alone
 */
public record TableLook(State state, String detail, String cause) {
  public enum State {
    REACHABLE,
    MISSING,
    UNREACHABLE
  }

  public boolean reachable() {
    return state == State.REACHABLE;
  }

  public boolean missing() {
    return state == State.MISSING;
  }
}
