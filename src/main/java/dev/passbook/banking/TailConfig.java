package dev.passbook.banking;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What listening to accounts may cost. */
@ConfigMapping(prefix = "passbook.sse")
public interface TailConfig {
  /** How often an account that is listened to is looked at, if no commit of this process tells. */
  @WithDefault("500ms")
  Duration pollInterval();

  /** How many may listen at once, to whichever account; one more is refused. */
  @WithDefault("1000")
  int maxListeners();

  @WithDefault("100")
  int maxListenersPerAccount();
}
