package dev.passbook.bench;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Shows the progress of a run in one line: rewritten on a terminal, repeated now and then
 * elsewhere.
 */
final class Progress {
  private static final Duration SELDOM = Duration.ofSeconds(15);
  private static final int WIDTH = 90;

  private final PrintStream out = System.out;
  private final boolean terminal = System.console() != null;
  private final long start = System.nanoTime();
  private final int steps;
  private int done;
  private long lastPrinted = -SELDOM.toNanos();

  Progress(int steps) {
    this.steps = steps;
  }

  /** Starts the next step. */
  void step(String what) {
    var elapsed = System.nanoTime() - start;
    var line =
        String.format(
            "[%3d %%, %d:%02d] %s",
            Math.min(99, 100 * done++ / steps),
            Duration.ofNanos(elapsed).toMinutes(),
            Duration.ofNanos(elapsed).toSecondsPart(),
            what);
    if (terminal) {
      out.printf("\r%-" + WIDTH + "s", line);
      out.flush();
    } else if (elapsed - lastPrinted >= SELDOM.toNanos()) {
      out.println(line);
      lastPrinted = elapsed;
    }
  }

  void end() {
    if (terminal) {
      out.printf("\r%" + WIDTH + "s\r", "");
    }
  }
}
