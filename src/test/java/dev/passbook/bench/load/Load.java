package dev.passbook.bench.load;

import java.time.Duration;
import java.util.function.Supplier;

/** How requests come in. */
public interface Load {
  Slice run(Operation operation, Duration length, Supplier<Cpu> meter);

  /** As tables name it. */
  String name();

  /** So many clients, each of which sends its next request once the last one is answered. */
  static Load closed(int clients) {
    return new ClosedLoop(clients, Time.REAL);
  }

  /**
   * Requests that come in at their times, whether earlier ones are answered or not, as those of
   * clients that know nothing of each other do. A latency counts from the time at which the request
   * was to be sent, so that a slow answer also tells on those who had to wait behind it.
   */
  static Load open(int perSecond, int clients) {
    return new OpenLoop(perSecond, clients, Time.REAL);
  }
}
