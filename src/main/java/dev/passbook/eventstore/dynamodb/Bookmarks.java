package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.Attributes.EXPIRES_AT;
import static dev.passbook.eventstore.dynamodb.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.Attributes.number;
import static dev.passbook.eventstore.dynamodb.Attributes.string;

import dev.passbook.eventstore.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** How far long work has come, so that it can be taken up again; in rows of the table itself. */
public final class Bookmarks {
  private static final String PARTITION = "bookmark-";
  private static final String POSITION = "Position";

  private final DynamoDbAsyncClient client;
  private final String table;

  public Bookmarks(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.table = config.table().name();
  }

  public Uni<Optional<String>> find(String name, Deadline deadline) {
    return Calls.row(client, table, key(name), deadline)
        .map(row -> Optional.ofNullable(row.get(POSITION)).map(AttributeValue::s));
  }

  /**
   * @param expiresAt when the store may forget it
   */
  public Uni<Void> put(String name, String position, Instant expiresAt, Deadline deadline) {
    var row = new HashMap<>(key(name));
    row.put(POSITION, string(position));
    row.put(EXPIRES_AT, number(expiresAt.getEpochSecond()));
    return Calls.read(
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
