package dev.passbook.streaming.leases;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Configures how the relay's processes share shards. */
@ConfigMapping(prefix = "passbook.relay.leases")
interface LeasesConfig {
  /**
   * The table that holds the leases. The library creates it, and two more whose names begin with
   * its name.
   */
  @WithDefault("PassbookRelayLeases")
  String table();

  /** The time without a sign of life after which a worker's shards go to others. */
  @WithDefault("10s")
  Duration failover();
}
