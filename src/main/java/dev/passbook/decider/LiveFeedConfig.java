package dev.passbook.decider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What listeners may cost. */
@ConfigMapping(prefix = "passbook.sse")
public interface LiveFeedConfig {
  /** How often a feed looks at the table, beside the looks after a commit of this process. */
  @WithDefault("500ms")
  Duration pollInterval();

  /** How many listeners there may be on all streams together. One more is refused. */
  @WithDefault("1000")
  int maxListeners();

  @WithDefault("100")
  int maxListenersPerAccount();
}
