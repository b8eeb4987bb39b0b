package dev.passbook.proof.history;

import dev.passbook.proof.history.Bank.Patience;

/** A request and its answer, null when none came. Times are nanoseconds of one monotonic clock. */
public record Exchange(
    int id, Command command, int instance, long start, long end, Patience patience, Answer answer) {
  public boolean isAnswered() {
    return answer != null;
  }

  /** The client waited, and nothing came. */
  public boolean isAbandoned() {
    return !isAnswered() && patience == Patience.WAITS;
  }

  public boolean isAnswered(int status) {
    return isAnswered() && answer.status() == status;
  }

  /** Whether the write of this request may be in the table without the client having been told. */
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
