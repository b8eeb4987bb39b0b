package dev.passbook.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a client may expect of one request. */
@ConfigMapping(prefix = "passbook")
public interface HttpConfig {
  /** A request's whole time budget. */
  @WithDefault("10s")
  Duration requestTimeout();

  /** How many requests are worked on at once; one more is refused at once instead of queued. */
  @WithDefault("512")
  int maxInFlight();
}
