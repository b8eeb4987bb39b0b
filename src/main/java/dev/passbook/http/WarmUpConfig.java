package dev.passbook.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the warm-up. */
@ConfigMapping(prefix = "passbook.warm-up")
interface WarmUpConfig {
  /**
   * Whether the start waits for the warm-up. A function needs this, because it is frozen between
   * its start and its first request.
   */
  @WithDefault("false")
  boolean withinStart();
}
