package dev.passbook.bench.load;

import java.util.ArrayDeque;
import java.util.Queue;

/** A server with its own clock, on which each response takes the same time. */
final class SimulatedServer implements Operation, Time {
  private final long answerNanos;
  private final long end;
  private final Queue<Answer> underWay = new ArrayDeque<>();
  private long now;

  private record Answer(long due, Outcome outcome) {}

  /**
   * @param end the time after which callers wait only for the last responses
   */
  SimulatedServer(long answerNanos, long end) {
    this.answerNanos = answerNanos;
    this.end = end;
  }

  @Override
  public void send(int client, Outcome outcome) {
    underWay.add(new Answer(now + answerNanos, outcome));
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public void await(long nanos) {
    while (!underWay.isEmpty() && (nanos >= end || underWay.element().due() <= nanos)) {
      var answer = underWay.remove();
      now = answer.due();
      answer.outcome().answered(true);
    }
    now = Math.max(now, nanos);
  }
}
