package dev.passbook.proof.history;

import java.time.Duration;
import java.time.Instant;

/** The clocks by which the instances of the bank decide. They never go back. */
public interface Clocks {
  /** Returns what an instance's clock shows. */
  Instant now(int instance);

  /** Returns what the clock shows that is furthest ahead. */
  Instant latest();

  /** Moves the clock of one instance forward. */
  void advance(int instance, Duration time);
}
