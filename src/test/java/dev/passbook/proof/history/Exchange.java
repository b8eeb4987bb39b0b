package dev.passbook.proof.history;

import dev.passbook.proof.history.Bank.Patience;
import java.time.Duration;
import java.time.Instant;

/**
 * A request and its response, which is null if none came. Start and end are nanoseconds of one
 * monotonic clock.
 *
 * @param from what the instance's clock showed before the request
 * @param until what it showed after the response
 * @param latest what the clock of any instance showed at most after the response
 */
public record Exchange(
    int id,
    Command command,
    int instance,
    long start,
    long end,
    Instant from,
    Instant until,
    Instant latest,
    Patience patience,
    Answer answer) {
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

  /** Returns whether a write was accepted. */
  public boolean isAccepted() {
    return isAnswered(command.kind().isSetting() ? 200 : 201) && command.isWrite();
  }

  /** Returns whether the table may hold the write without the client knowing. */
  public boolean mayHaveBeenApplied() {
    return !isAnswered() || answer.leavesOutcomeUnknown();
  }

  public Exchange answering(Answer other) {
    return new Exchange(id, command, instance, start, end, from, until, latest, patience, other);
  }

  /** Returns the same exchange, answered when the instance's clock showed another time. */
  public Exchange answeredAt(Instant time) {
    return new Exchange(id, command, instance, start, end, from, time, time, patience, answer);
  }

  /** Returns the same exchange with an instance whose clock is behind by this time. */
  public Exchange byAClockBehind(Duration time) {
    return new Exchange(
        id,
        command,
        instance,
        start,
        end,
        from.minus(time),
        until.minus(time),
        latest,
        patience,
        answer);
  }

  @Override
  public String toString() {
    return "#%d [%.3f..%.3f ms] %s at instance %d -> %s"
        .formatted(
            id, start / 1e6, end / 1e6, command, instance, isAnswered() ? answer : "no answer");
  }
}
