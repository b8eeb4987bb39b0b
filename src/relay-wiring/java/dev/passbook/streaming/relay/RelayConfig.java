package dev.passbook.streaming.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Configures where domain events are published, and how soon. */
@ConfigMapping(prefix = "passbook.relay")
interface RelayConfig {
  /** The Kinesis stream's name. */
  @WithDefault("passbook-events")
  String stream();

  /** The endpoint of a Kinesis API other than AWS's. */
  Optional<URI> kinesisEndpoint();

  /** The most events in a Kinesis record. Consumers that don't split records into lines need 1. */
  @WithDefault("200")
  int recordEvents();

  /**
   * The pause between two polls of the table's stream. DynamoDB allows five reads a second per
   * shard.
   */
  @WithDefault("200ms")
  Duration pollPause();
}
