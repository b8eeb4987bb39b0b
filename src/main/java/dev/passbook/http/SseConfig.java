package dev.passbook.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Server-Sent Events. */
@ConfigMapping(prefix = "passbook.sse")
public interface SseConfig {
  /** Off where answers are buffered, as on Lambda: nobody would see an event before the last. */
  @WithDefault("true")
  boolean enabled();

  /** How long a client hears nothing at most, so that it and what is between can tell life. */
  @WithDefault("15s")
  Duration heartbeat();
}
