package dev.passbook.http.exchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings for requests. */
@ConfigMapping(prefix = "passbook")
public interface HttpConfig {
  /** The whole time budget of a request. */
  @WithDefault("10s")
  Duration requestTimeout();

  /**
   * The maximum number of requests in flight. Further requests are refused at once instead of
   * queued.
   */
  @WithDefault("512")
  int maxInFlight();
}
