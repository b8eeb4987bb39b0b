package dev.passbook.proof.history;

import dev.passbook.proof.history.Bank.Patience;

/**
 * A request and its response, which is null if none came. Times are nanoseconds of one monotonic
 * clock.
 */
public record Exchange(
    int id, Command command, int instance, long start, long end, Patience patience, Answer answer) {
  public boolean isAnswered() {
    return answer != null;
  }

  /** Returns whether the client waited in vain. */
  public boolean isAbandoned() {
    return !isAnswered() && patience == Patience.WAITS;
  }

  public boolean isAnswered(int status) {
    return isAnswered() && answer.status() == status;
  }

  /** Returns whether the table may hold the write without the client knowing. */
  public boolean mayHaveBeenApplied() {
    return !isAnswered() || answer.leavesOutcomeUnknown();
  }

  public Exchange answering(Answer other) {
    return new Exchange(id, command, instance, start, end, patience, other);
  }

  @Override
  public String toString() {
    return "#%d [%.3f..%.3f ms] %s at instance %d -> %s"
        .formatted(
            id, start / 1e6, end / 1e6, command, instance, isAnswered() ? answer : "no answer");
  }
}
