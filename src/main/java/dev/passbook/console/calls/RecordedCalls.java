package dev.passbook.console.calls;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/** Keeps the newest calls in memory. */
@Singleton
public class RecordedCalls {
  /** The number of calls that are kept. */
  static final int MOST = 500;

  private final Deque<RecordedCall> calls = new ArrayDeque<>();
  private long last;

  /** A part of the calls, oldest first, and the number of the newest call of all. */
  public record Page(List<RecordedCall> calls, long last) {}

  /**
   * Adds a call.
   *
   * @param call creates it with its number
   */
  synchronized void add(LongFunction<RecordedCall> call) {
    last++;
    calls.addLast(call.apply(last));
    if (calls.size() > MOST) {
      calls.removeFirst();
    }
  }

  /** Returns the calls that are still kept with a higher number. */
  public synchronized Page after(long number) {
    return new Page(calls.stream().filter(call -> call.number() > number).toList(), last);
  }
}
