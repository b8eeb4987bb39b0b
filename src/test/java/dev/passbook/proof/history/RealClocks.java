package dev.passbook.proof.history;

import java.time.Duration;
import java.time.Instant;

/** The machine's clock, which no test moves. */
public final class RealClocks implements Clocks {
  @Override
  public Instant now(int instance) {
    return Instant.now();
  }

  @Override
  public Instant latest() {
    return Instant.now();
  }

  @Override
  public void advance(int instance, Duration time) {}
}
