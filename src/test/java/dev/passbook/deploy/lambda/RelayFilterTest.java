package dev.passbook.deploy.lambda;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.streaming.Checkpoints;
import dev.passbook.streaming.Cursor;
import dev.passbook.streaming.Cursors;
import dev.passbook.streaming.Hints;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/** Checks the filter of the relay's function against real records of the table's stream. */
@QuarkusTest
class RelayFilterTest {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final EventFilter FILTER =
      EventFilter.of(Template.relay().properties("Function").at(RelayTemplateTest.FILTER));

  private final DynamoDbAsyncClient tables = DynamoDbLocalResource.client();
  private final DynamoDbStreamsAsyncClient streams = DynamoDbLocalResource.streams();
  private final List<ObjectNode> events = new ArrayList<>();

  @Inject StoreConfig config;

  @Test
  void onlyNewRowsOfAccountsPass() {
    List<String> iterators = new ArrayList<>(fromHere());
    StreamId account = openedWithAKey();
    given()
        .contentType("application/json")
        .body("{\"amount\": 5}")
        .post(path(account, "/credits"))
        .then()
        .statusCode(201);
    given().noContentType().post(path(account, "/events/2/reversal")).then().statusCode(201);
    moveItsCursorTwice(account);
    bookmark();
    change(key(account.value(), 2));
    await().atMost(BOUND).until(() -> read(iterators).stream().anyMatch(this::isTheChange));
    String marker = streamIdWith("key-");
    tables.deleteItem(delete -> delete.tableName(table()).key(key(marker, 0))).join();
    await().atMost(BOUND).until(() -> read(iterators).stream().anyMatch(each -> is(each, marker)));

    for (ObjectNode event : events) {
      assertEquals(isANewRowOfAnAccount(event), FILTER.passes(event), event::toString);
      assertTrue(!FILTER.passes(event) || hint(event), () -> "a wasted call: " + event);
    }
    assertEquals(
        Set.of(account + " 1", account + " 2", account + " 3"),
        events.stream().filter(FILTER::passes).map(RelayFilterTest::row).collect(toSet()));
    assertEquals(
        Set.of(
            "INSERT account",
            "MODIFY account",
            "INSERT key",
            "REMOVE key",
            "INSERT reversal",
            "INSERT cursor",
            "MODIFY cursor",
            "INSERT bookmark"),
        events.stream().map(RelayFilterTest::kind).collect(toSet()));
  }

  @Test
  void anUnknownPatternIsRefused() {
    ObjectNode event = event("INSERT", "account-1", "1");

    assertTrue(EventFilter.of("{\"eventName\": [\"MODIFY\", \"INSERT\"]}").passes(event));
    assertFalse(EventFilter.of("{\"eventID\": [\"INSERT\"]}").passes(event));
    for (String unknown :
        List.of(
            "{\"eventName\": \"INSERT\"}",
            "{\"eventName\": [{\"suffix\": \"T\"}]}",
            "{\"eventName\": [{\"prefix\": 1}]}")) {
      EventFilter filter = EventFilter.of(unknown);
      assertThrows(IllegalArgumentException.class, () -> filter.passes(event), unknown);
    }
  }

  private StreamId openedWithAKey() {
    String id =
        given()
            .noContentType()
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .post("/accounts")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return StreamId.of("account", UUID.fromString(id));
  }

  private static String path(StreamId account, String resource) {
    return "/accounts/" + account.value().replace("account-", "") + resource;
  }

  private void moveItsCursorTwice(StreamId account) {
    Cursors cursors = new Cursors(tables, config);
    Deadline deadline = Deadline.in(BOUND);
    assertTrue(
        cursors.move(Cursor.start(account), 1, "1", deadline).await().atMost(BOUND).booleanValue());
    Cursor there = cursors.read(account, deadline).await().atMost(BOUND);
    assertTrue(cursors.move(there, 2, "2", deadline).await().atMost(BOUND).booleanValue());
  }

  private void bookmark() {
    new Checkpoints(tables, config)
        .put("a-replay", "here", Instant.now().plusSeconds(60), Deadline.in(BOUND))
        .await()
        .atMost(BOUND);
  }

  /** Updates a row as a read does that repairs a snapshot. */
  private void change(Map<String, AttributeValue> key) {
    tables
        .updateItem(
            update ->
                update
                    .tableName(table())
                    .key(key)
                    .updateExpression("SET Mended = :yes")
                    .expressionAttributeValues(Map.of(":yes", AttributeValue.fromBool(true))))
        .join();
  }

  private List<String> fromHere() {
    String arn = tables.describeTable(d -> d.tableName(table())).join().table().latestStreamArn();
    return streams
        .describeStream(d -> d.streamArn(arn))
        .join()
        .streamDescription()
        .shards()
        .stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .map(
            shard ->
                streams
                    .getShardIterator(
                        get ->
                            get.streamArn(arn)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.LATEST))
                    .join()
                    .shardIterator())
        .toList();
  }

  private List<ObjectNode> read(List<String> iterators) {
    iterators.replaceAll(
        iterator -> {
          var answer = streams.getRecords(get -> get.shardIterator(iterator)).join();
          answer.records().forEach(each -> events.add(event(each)));
          return answer.nextShardIterator();
        });
    return events;
  }

  private static ObjectNode event(Record each) {
    Map<String, AttributeValue> keys = each.dynamodb().keys();
    return event(each.eventNameAsString(), keys.get("StreamId").s(), keys.get("Version").n());
  }

  /** Returns the parts of a record that a filter may match, in Lambda's format. */
  private static ObjectNode event(String name, String streamId, String version) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("eventName", name);
    ObjectNode keys = event.putObject("dynamodb").putObject("Keys");
    keys.putObject("StreamId").put("S", streamId);
    keys.putObject("Version").put("N", version);
    return event;
  }

  private boolean isTheChange(ObjectNode event) {
    return kind(event).equals("MODIFY account");
  }

  private static boolean is(ObjectNode event, String removed) {
    return kind(event).startsWith("REMOVE") && streamId(event).equals(removed);
  }

  private static boolean isANewRowOfAnAccount(ObjectNode event) {
    return kind(event).equals("INSERT account");
  }

  private static boolean hint(ObjectNode event) {
    return Hints.of(event.path("eventName").asText(), streamId(event)).isPresent();
  }

  private String streamIdWith(String prefix) {
    return events.stream()
        .map(RelayFilterTest::streamId)
        .filter(id -> id.startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  private static String kind(ObjectNode event) {
    return event.path("eventName").asText() + " " + streamId(event).split("-")[0];
  }

  private static String row(ObjectNode event) {
    return streamId(event) + " " + event.at("/dynamodb/Keys/Version/N").asText();
  }

  private static String streamId(ObjectNode event) {
    return event.at("/dynamodb/Keys/StreamId/S").asText();
  }

  private static Map<String, AttributeValue> key(String streamId, long version) {
    return Map.of(
        "StreamId", AttributeValue.fromS(streamId),
        "Version", AttributeValue.fromN(Long.toString(version)));
  }

  private String table() {
    return config.table().name();
  }
}
