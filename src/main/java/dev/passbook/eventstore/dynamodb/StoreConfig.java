package dev.passbook.eventstore.dynamodb;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The table and how streams are laid out in it. */
@ConfigMapping(prefix = "passbook")
public interface StoreConfig {
  Table table();

  /** One row in so many carries a snapshot: 1 to 100. May be changed on a table that has data. */
  @WithDefault("10")
  int snapshotInterval();

  interface Table {
    @WithDefault("Passbook")
    String name();

    /** Whether a missing table is created at the start. */
    @WithDefault("false")
    boolean create();
  }
}
