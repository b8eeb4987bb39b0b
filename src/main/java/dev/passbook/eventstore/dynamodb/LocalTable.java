package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.ListPlace;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Finds rows by reading the whole table on the developer's own machine. A build for production has
 * no such bean, whatever its settings say: there, a scan would cost a unit for each 4 KB of the
 * table.
 *
 * <p>A search reads at most 64 MB of the table and misses what lies beyond.
 */
@Singleton
@IfBuildProperty(name = "local-dynamodb.search", stringValue = "true")
public final class LocalTable {
  /** The most calls of a search. Each reads up to 1 MB. */
  static final int MOST_CALLS = 64;

  private final DynamoDbAsyncClient client;
  private final String table;

  LocalTable(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.table = config.table().name();
  }

  /**
   * Returns the newest markers whose response mentions a text, such as the id of an account.
   *
   * @return at most {@code limit} of them, newest first, without damaged ones; fails with {@link
   *     StoreUnavailable} like the store
   */
  public Uni<List<StoredMarker>> markersWith(String text, int limit, Deadline deadline) {
    return newest(
            rowsOf(MarkerFormat.PARTITION, 0),
            item -> StoredMarker.mentions(text, item),
            limit,
            deadline)
        .chain(items -> withFirstResponses(items, deadline));
  }

  /** Leaves out the keys that have no first response. */
  private Uni<List<StoredMarker>> withFirstResponses(
      List<Map<String, AttributeValue>> items, Deadline deadline) {
    var pending = new PendingMarkers(client, table);
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(
            item ->
                pending
                    .firstResponse(item, deadline)
                    .map(first -> first.map(it -> StoredMarker.of(item, it))))
        .collect()
        .asList()
        .map(found -> found.stream().flatMap(Optional::stream).toList());
  }

  /** Returns the wanted first rows of a category's streams, newest first. */
  Uni<List<Map<String, AttributeValue>>> firstRows(
      String category,
      Predicate<Map<String, AttributeValue>> wanted,
      Optional<ListPlace> after,
      int limit,
      Deadline deadline) {
    var end = after.map(LocalTable::place);
    return newest(
        rowsOf(category + "-", 1),
        item ->
            end.filter(place -> place(item).compareTo(place) >= 0).isEmpty() && wanted.test(item),
        limit,
        deadline);
  }

  private ScanRequest rowsOf(String prefix, long version) {
    return ScanRequest.builder()
        .tableName(table)
        .filterExpression("begins_with(#stream, :prefix) AND #version = :version")
        .expressionAttributeNames(Map.of("#stream", STREAM_ID, "#version", VERSION))
        .expressionAttributeValues(Map.of(":prefix", string(prefix), ":version", number(version)))
        .consistentRead(true)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .build();
  }

  /**
   * How far a search has come.
   *
   * @param found the newest rows so far, by their places
   * @param next the next call, if there is one
   */
  private record Search(
      TreeMap<String, Map<String, AttributeValue>> found, int calls, Optional<ScanRequest> next) {

    boolean isOver() {
      return next.isEmpty() || calls == MOST_CALLS;
    }
  }

  private Uni<List<Map<String, AttributeValue>>> newest(
      ScanRequest scan,
      Predicate<Map<String, AttributeValue>> wanted,
      int limit,
      Deadline deadline) {
    return Loop.until(
            Search::isOver,
            new Search(new TreeMap<>(), 0, Optional.of(scan)),
            search ->
                call(search.next().orElseThrow(), deadline)
                    .map(page -> further(search, page, wanted, limit)))
        .map(search -> List.copyOf(search.found().descendingMap().values()));
  }

  private Uni<ScanResponse> call(ScanRequest scan, Deadline deadline) {
    return DynamoDbCalls.read(
        deadline, timeout -> client.scan(scan.toBuilder().overrideConfiguration(timeout).build()));
  }

  /** Keeps only as many rows as are wanted, whatever the size of the table. */
  private static Search further(
      Search search, ScanResponse page, Predicate<Map<String, AttributeValue>> wanted, int limit) {
    var found = search.found();
    for (var item : page.items()) {
      if (wanted.test(item)) {
        found.put(place(item), item);
      }
      if (found.size() > limit) {
        found.pollFirstEntry();
      }
    }
    var next =
        page.hasLastEvaluatedKey()
            ? search.next().map(it -> from(it, page.lastEvaluatedKey()))
            : Optional.<ScanRequest>empty();
    return new Search(found, search.calls() + 1, next);
  }

  private static ScanRequest from(ScanRequest scan, Map<String, AttributeValue> key) {
    return scan.toBuilder().exclusiveStartKey(key).build();
  }

  /** Orders rows by time, and rows of the same time by their streams. */
  private static String place(Map<String, AttributeValue> item) {
    return place(item.get(AT).s(), new StreamId(item.get(STREAM_ID).s()));
  }

  private static String place(ListPlace place) {
    return place(Timestamp.format(place.at()), place.stream());
  }

  private static String place(String at, StreamId stream) {
    return at + " " + stream;
  }
}
