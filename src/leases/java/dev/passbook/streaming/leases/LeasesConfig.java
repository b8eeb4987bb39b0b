package dev.passbook.streaming.leases;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Which shards are whose. */
@ConfigMapping(prefix = "passbook.relay.leases")
interface LeasesConfig {
  /**
   * The table that the leases are kept in. The library makes it, and two more whose names begin
   * with this one.
   */
  @WithDefault("PassbookRelayLeases")
  String table();

  /** After how long without a sign of life a worker's shards go to others. */
  @WithDefault("10s")
  Duration failover();
}
