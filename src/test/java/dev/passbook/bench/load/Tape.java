package dev.passbook.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** Records latencies and failures from many threads. */
final class Tape {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);
  private static final int DIGITS = 3;

  private final Histogram latencies = new AtomicHistogram(LONGEST, DIGITS);
  private final Histogram lateness = new AtomicHistogram(LONGEST, DIGITS);
  private final AtomicLong failures = new AtomicLong();

  void latency(long nanos, boolean asExpected) {
    latencies.recordValue(Math.min(LONGEST, Math.max(0, nanos)));
    if (!asExpected) {
      failures.incrementAndGet();
    }
  }

  void lateness(long nanos) {
    lateness.recordValue(Math.min(LONGEST, Math.max(0, nanos)));
  }

  long failures() {
    return failures.get();
  }

  Slice stop(long elapsedNanos, Cpu cpu) {
    return new Slice(latencies.copy(), lateness.copy(), failures.get(), elapsedNanos, cpu);
  }
}
