package dev.passbook.streaming.relay;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.streaming.StreamChange;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Compares the table's stream with the one that the relay followed last. */
@Singleton
class FollowedStream {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final DynamoDbAsyncClient client;
  private final StoreConfig config;
  private final StreamChange change;

  FollowedStream(DynamoDbAsyncClient client, StoreConfig config, StreamChange change) {
    this.client = client;
    this.config = config;
    this.change = change;
  }

  /**
   * The table's stream.
   *
   * @param arn empty if the table has none
   * @param followed what a process or a pod followed last; a function notes none
   */
  record Now(Optional<String> arn, Optional<String> followed) {
    boolean isOn() {
      return arn.isPresent();
    }

    /** Returns whether the table has another stream than the one that was followed last. */
    boolean isAnother() {
      return followed.isPresent() && !followed.equals(arn);
    }
  }

  Now now() {
    var deadline = Deadline.in(LIMIT);
    return DynamoDbCalls.read(
            deadline,
            timeout ->
                client.describeTable(
                    d -> d.tableName(config.table().name()).overrideConfiguration(timeout)))
        .map(response -> arn(response.table()))
        .chain(arn -> change.followed(deadline).map(followed -> new Now(arn, followed)))
        .await()
        .indefinitely();
  }

  /** Returns the ARN of the stream if it is on. A table keeps the ARN of a stream that is off. */
  private static Optional<String> arn(TableDescription table) {
    var stream = table.streamSpecification();
    return Optional.ofNullable(table.latestStreamArn())
        .filter(arn -> stream != null && Boolean.TRUE.equals(stream.streamEnabled()));
  }
}
