package dev.passbook.http.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of Server-Sent Events. */
@ConfigMapping(prefix = "passbook.sse")
public interface SseConfig {
  /** Whether live streams are offered. Turn them off where responses are buffered, as on Lambda. */
  @WithDefault("true")
  boolean enabled();

  /**
   * The longest time without data, so that clients and proxies know that the connection is alive.
   */
  @WithDefault("15s")
  Duration heartbeat();
}
