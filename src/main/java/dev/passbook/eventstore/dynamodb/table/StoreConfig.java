package dev.passbook.eventstore.dynamodb.table;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Configures the table and the layout of streams in it. */
@ConfigMapping(prefix = "passbook")
public interface StoreConfig {
  Table table();

  /** The snapshot interval, 1 to 100 versions. It may be changed on a table that has data. */
  @WithDefault("10")
  int snapshotInterval();

  /**
   * Whether streams without a chain get one. A chain that exists is continued in any case, so that
   * instances with and without this setting can write to one stream.
   */
  @WithDefault("true")
  boolean chain();

  /**
   * How one row and its markers are written. An instance understands what either way has written,
   * but earlier releases understand transactions only.
   */
  @WithDefault("transaction")
  KeyedWrites keyedWrites();

  /**
   * The number of streams whose newest state is remembered, at about half a kilobyte each. The
   * first read of any other stream takes as many rows as the snapshot interval.
   */
  @WithDefault("20000")
  int heads();

  interface Table {
    @WithDefault("Passbook")
    String name();

    /** Whether a missing table is created at the start. */
    @WithDefault("false")
    boolean create();
  }
}
