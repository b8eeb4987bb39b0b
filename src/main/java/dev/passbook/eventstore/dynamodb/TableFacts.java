package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Stores what holds for the table as a whole, in one row of the table itself. The row's stream has
 * no category, so no account can have its name.
 */
public final class TableFacts {
  private static final Map<String, AttributeValue> KEY =
      Map.of(STREAM_ID, string("passbook"), VERSION, number(0));

  private final DynamoDbAsyncClient client;
  private final String table;

  public TableFacts(DynamoDbAsyncClient client, StoreConfig config) {
    this(client, config.table().name());
  }

  /** Creates the facts of a table that is not the configured one, such as an older copy. */
  public TableFacts(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Reads all facts, strongly consistent. Returns an empty map if the table has none. */
  public Uni<Map<String, AttributeValue>> read(Deadline deadline) {
    return DynamoDbCalls.row(client, table, KEY, deadline);
  }

  /**
   * Sets some facts, and leaves the others as they are.
   *
   * @param seen what {@link #read} returned
   * @return whether the facts were set. If not, one of them has changed since, and must be read
   *     again. This call itself may have set it, if a response was lost.
   */
  public Uni<Boolean> set(
      Map<String, AttributeValue> seen, Map<String, AttributeValue> facts, Deadline deadline) {
    return DynamoDbCalls.update(client, update(seen, new TreeMap<>(facts)), deadline);
  }

  private UpdateItemRequest update(
      Map<String, AttributeValue> seen, TreeMap<String, AttributeValue> facts) {
    var assignments = new ArrayList<String>();
    var conditions = new ArrayList<String>();
    var names = new HashMap<String, String>();
    var values = new HashMap<String, AttributeValue>();
    facts.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          values.put(":new" + name, value);
          assignments.add("#%1$s = :new%1$s".formatted(name));
          if (seen.containsKey(name)) {
            values.put(":seen" + name, seen.get(name));
            conditions.add("#%1$s = :seen%1$s".formatted(name));
          } else {
            conditions.add("attribute_not_exists(#%s)".formatted(name));
          }
        });
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(KEY)
        .updateExpression("SET " + String.join(", ", assignments))
        .conditionExpression(String.join(" AND ", conditions))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .build();
  }
}
