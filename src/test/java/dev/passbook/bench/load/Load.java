package dev.passbook.bench.load;

import java.time.Duration;
import java.util.function.Supplier;

/** The way in which requests arrive. */
public interface Load {
  Slice run(Operation operation, Duration length, Supplier<Cpu> meter);

  /** Returns the name in tables. */
  String name();

  /** Each of the clients sends its next request once it has the last one's response. */
  static Load closed(int clients) {
    return new ClosedLoop(clients, Time.REAL);
  }

  /**
   * Requests arrive at fixed times, whether earlier ones have completed or not, like those of
   * independent clients. A latency counts from the intended time, so that a slow response also
   * affects the requests that wait behind it.
   */
  static Load open(int perSecond, int clients) {
    return new OpenLoop(perSecond, clients, Time.REAL);
  }
}
