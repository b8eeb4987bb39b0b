package dev.passbook.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The measurements of one operation during a few seconds of load.
 *
 * @param latencies in nanoseconds, of every request, failed ones included
 * @param lateness the generator's own delay after the intended start, in nanoseconds; empty for a
 *     closed loop, which has no intended start
 * @param failures the number of requests with an unexpected response
 */
public record Slice(
    Histogram latencies, Histogram lateness, long failures, long elapsedNanos, Cpu cpu) {

  public long requests() {
    return latencies.getTotalCount();
  }

  public double perSecond() {
    return requests() * (double) TimeUnit.SECONDS.toNanos(1) / elapsedNanos;
  }

  public double millisAt(double percentile) {
    return millis(latencies, percentile);
  }

  public double p50() {
    return millisAt(50);
  }

  public static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }
}
