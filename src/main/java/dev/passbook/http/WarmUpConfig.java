package dev.passbook.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the service does what it does for the first time. */
@ConfigMapping(prefix = "passbook.warm-up")
interface WarmUpConfig {
  /**
   * Whether the start waits for it. A function has no other time: between its start and its first
   * request it stands still.
   */
  @WithDefault("false")
  boolean withinStart();
}
