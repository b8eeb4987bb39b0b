package dev.passbook.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is looked at while the service runs. */
@ConfigMapping(prefix = "passbook.table-watch")
interface OperationsConfig {
  /**
   * Whether the table is looked at again and again. A function is asked by nobody whether it is
   * ready, and its timers stand still between two invocations: there it is looked at once.
   */
  @WithDefault("true")
  boolean enabled();
}
