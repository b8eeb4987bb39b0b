package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.LISTED_UNDER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Listing;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.dynamodb.table.KeyedWrites;
import dev.passbook.eventstore.dynamodb.table.ListingIndex;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The tests' table in DynamoDB Local. All tests share it, because no two of them share a stream.
 */
public final class TestTable {
  private static final String NAME = "Tests-" + UUID.randomUUID();
  private static final int BATCH = 25;
  private static final int AT_ONCE = 8;

  private TestTable() {}

  public static DynamoDbAsyncClient client() {
    return Created.CLIENT;
  }

  public static StoreConfig config(int snapshotInterval) {
    return new NamedTable(NAME, snapshotInterval);
  }

  public static <E> Listing<E> listing(DynamoDbAsyncClient client, EventCodec<?, E> codec) {
    return new DynamoDbListing<>(
        client, config(10), codec, Optional.of(new LocalTable(client, config(10))));
  }

  public static <S, E> EventStore<S, E> storeOf(EventCodec<S, E> codec) {
    return new DynamoDbEventStore<>(client(), config(10), codec);
  }

  public static <S, E> CommitLog<S, E> logOf(EventCodec<S, E> codec) {
    var rows = new RowReader<>(client(), NAME, new RowFormat<>(codec, config(10)));
    return new DynamoDbCommitLog<>(rows);
  }

  /** Returns a store that begins no chains, as before there were any. */
  public static <S, E> EventStore<S, E> unchainedStoreOf(EventCodec<S, E> codec) {
    return new DynamoDbEventStore<>(client(), new NamedTable(NAME, 10, false), codec);
  }

  static EventStore<Tally, Counted> tallies(int snapshotInterval) {
    return tallies(client(), snapshotInterval, 1);
  }

  static EventStore<Tally, Counted> tallies(
      DynamoDbAsyncClient client, int snapshotInterval, int schema) {
    return new DynamoDbEventStore<>(client, config(snapshotInterval), new Tally.Codec(schema));
  }

  /** Returns a store that writes a row and its markers without a transaction. */
  static EventStore<Tally, Counted> keyedByPuts(DynamoDbAsyncClient client) {
    return keyedByPuts(client, new Tally.Codec(1));
  }

  /** Returns a store that writes keys in one way, and for the next call in the other way. */
  static EventStore<Tally, Counted> keyedInTurn(int call) {
    return call % 2 == 0 ? keyedByPuts(client()) : tallies(10);
  }

  public static <S, E> EventStore<S, E> keyedByPuts(
      DynamoDbAsyncClient client, EventCodec<S, E> codec) {
    var config = new NamedTable(NAME, 10, true, KeyedWrites.PUTS);
    return new DynamoDbEventStore<>(client, config, codec);
  }

  /** Returns the stream's rows, oldest first. */
  public static List<Map<String, AttributeValue>> rows(StreamId stream) {
    var rows = new ArrayList<Map<String, AttributeValue>>();
    client()
        .queryPaginator(
            query ->
                query
                    .tableName(NAME)
                    .keyConditionExpression(STREAM_ID + " = :stream")
                    .expressionAttributeValues(
                        Map.of(":stream", AttributeValue.fromS(stream.value())))
                    .consistentRead(true))
        .items()
        .subscribe(rows::add)
        .join();
    return rows;
  }

  static void put(Map<String, AttributeValue> row) {
    client().putItem(put -> put.tableName(NAME).item(row)).join();
  }

  public static void delete(StreamId stream, long version) {
    client()
        .deleteItem(
            delete ->
                delete
                    .tableName(NAME)
                    .key(
                        Map.of(
                            STREAM_ID, AttributeValue.fromS(stream.value()),
                            VERSION, AttributeValue.fromN(Long.toString(version)))))
        .join();
  }

  /** Writes the rows directly into the table, as a restored backup would. */
  public static void putAll(List<Map<String, AttributeValue>> rows) {
    for (int from = 0; from < rows.size(); from += AT_ONCE * BATCH) {
      var some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE * BATCH));
      batches(some).map(TestTable::send).toList().forEach(TestTable::complete);
    }
  }

  private static Stream<List<Map<String, AttributeValue>>> batches(
      List<Map<String, AttributeValue>> rows) {
    return IntStream.iterate(0, from -> from < rows.size(), from -> from + BATCH)
        .mapToObj(from -> rows.subList(from, Math.min(rows.size(), from + BATCH)));
  }

  private static CompletableFuture<BatchWriteItemResponse> send(
      List<Map<String, AttributeValue>> batch) {
    var writes = batch.stream().map(TestTable::write).toList();
    return client().batchWriteItem(b -> b.requestItems(Map.of(NAME, writes)));
  }

  private static void complete(CompletableFuture<BatchWriteItemResponse> batch) {
    if (!batch.join().unprocessedItems().isEmpty()) {
      throw new IllegalStateException("the table did not take everything");
    }
  }

  private static WriteRequest write(Map<String, AttributeValue> row) {
    return WriteRequest.builder().putRequest(PutRequest.builder().item(row).build()).build();
  }

  private static final class Created {
    static final DynamoDbAsyncClient CLIENT = create(DynamoDbLocalResource.client());
  }

  private static DynamoDbAsyncClient create(DynamoDbAsyncClient client) {
    client
        .createTable(
            table ->
                table
                    .tableName(NAME)
                    .attributeDefinitions(
                        attribute(STREAM_ID, ScalarAttributeType.S),
                        attribute(VERSION, ScalarAttributeType.N),
                        attribute(LISTED_UNDER, ScalarAttributeType.S),
                        attribute(AT, ScalarAttributeType.S))
                    .globalSecondaryIndexes(ListingIndex.wanted())
                    .keySchema(key(STREAM_ID, KeyType.HASH), key(VERSION, KeyType.RANGE))
                    .billingMode(BillingMode.PAY_PER_REQUEST))
        .join();
    await().pollInterval(50, MILLISECONDS).until(() -> isActive(client));
    return client;
  }

  private static boolean isActive(DynamoDbAsyncClient client) {
    var description = client.describeTable(table -> table.tableName(NAME)).join();
    return description.table().tableStatus() == TableStatus.ACTIVE;
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
