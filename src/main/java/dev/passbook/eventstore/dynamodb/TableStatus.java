package dev.passbook.eventstore.dynamodb;

/**
 * The result of a check of the table.
 *
 * @param detail for the response of the readiness probe; it reveals nothing internal
 * @param cause the failure's own message, only for the log
 */
public record TableStatus(State state, String detail, String cause) {
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
