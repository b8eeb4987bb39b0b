package dev.passbook.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configures the table monitor. */
@ConfigMapping(prefix = "passbook.table-watch")
interface OperationsConfig {
  /**
   * Whether the table is checked continuously. A function checks it only once, since it has no
   * readiness probe and its timers stop between invocations.
   */
  @WithDefault("true")
  boolean enabled();
}
