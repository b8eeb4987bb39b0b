package dev.passbook.streaming;

import static dev.passbook.eventstore.dynamodb.table.Attributes.EXPIRES_AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Stores how far a long task has come, so that it can be resumed, in rows of the table itself. */
public final class Checkpoints {
  private static final String PARTITION = "bookmark-";
  private static final String POSITION = "Position";

  private final DynamoDbAsyncClient client;
  private final String table;

  public Checkpoints(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.table = config.table().name();
  }

  public Uni<Optional<String>> find(String name, Deadline deadline) {
    return DynamoDbCalls.row(client, table, key(name), deadline)
        .map(row -> Optional.ofNullable(row.get(POSITION)).map(AttributeValue::s));
  }

  /**
   * Stores a position.
   *
   * @param expiresAt when the store may delete it
   */
  public Uni<Void> put(String name, String position, Instant expiresAt, Deadline deadline) {
    var row = new HashMap<>(key(name));
    row.put(POSITION, string(position));
    row.put(EXPIRES_AT, number(expiresAt.getEpochSecond()));
    return DynamoDbCalls.read(
            deadline,
            timeout ->
                client.putItem(
                    put ->
                        put.tableName(table)
                            .item(row)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .overrideConfiguration(timeout)))
        .replaceWithVoid();
  }

  private static Map<String, AttributeValue> key(String name) {
    return Map.of(STREAM_ID, string(PARTITION + name), VERSION, number(0));
  }
}
