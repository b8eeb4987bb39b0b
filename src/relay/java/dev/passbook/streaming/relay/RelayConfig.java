package dev.passbook.streaming.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where domain events go, and how soon. */
@ConfigMapping(prefix = "passbook.relay")
interface RelayConfig {
  /** The Kinesis stream's name. */
  @WithDefault("passbook-events")
  String stream();

  /** Another Kinesis API than that of AWS. */
  Optional<URI> kinesisEndpoint();

  /** Between two looks at the table's stream. DynamoDB allows five a second for each shard. */
  @WithDefault("200ms")
  Duration pollPause();
}
