package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.NOON;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.ListPlace;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Searches a table of many pages, in which rows have no order. */
class LocalTableTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final Pages pages = new Pages();
  private final LocalTable table = new LocalTable(pages, TestTable.config(10));

  /** A table whose scan returns these pages, one item each. The last one leads to itself. */
  private static final class Pages implements DynamoDbAsyncClient {
    private List<Map<String, AttributeValue>> items = List.of();
    private boolean isEndless;
    private boolean isDown;
    private int calls;

    @Override
    public CompletableFuture<ScanResponse> scan(ScanRequest request) {
      if (isDown) {
        return CompletableFuture.failedFuture(new IllegalStateException("down"));
      }
      var number = Math.min(calls++, items.size() - 1);
      var page = ScanResponse.builder().items(List.of(items.get(number)));
      return CompletableFuture.completedFuture(
          (calls < items.size() || isEndless ? page.lastEvaluatedKey(items.get(number)) : page)
              .build());
    }

    /** There is one account's row, at version 2. */
    @Override
    public CompletableFuture<GetItemResponse> getItem(GetItemRequest request) {
      var event = Map.of("CommandId", AttributeValue.fromS("command"));
      var row = Map.of("Events", AttributeValue.fromL(List.of(AttributeValue.fromM(event))));
      var isThere = request.key().get("Version").n().equals("2");
      return CompletableFuture.completedFuture(
          GetItemResponse.builder().item(isThere ? row : Map.of()).build());
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  private static Map<String, AttributeValue> row(int day, String stream) {
    return Map.of(
        "StreamId", AttributeValue.fromS(stream),
        "Version", AttributeValue.fromN("1"),
        "At", AttributeValue.fromS(Timestamp.format(NOON.plus(DAY.multipliedBy(day)))));
  }

  private List<String> streams(Optional<ListPlace> after, int limit) {
    return get(table.firstRows("tally", item -> true, after, limit, deadline())).stream()
        .map(item -> item.get("StreamId").s())
        .toList();
  }

  @Test
  void theNewestRowsOfAllPagesAreFound() {
    pages.items = List.of(row(2, "b"), row(5, "e"), row(1, "a"), row(4, "d"), row(3, "c"));

    assertEquals(List.of("e", "d"), streams(Optional.empty(), 2));
    assertEquals(5, pages.calls);
  }

  @Test
  void aPageBeginsAfterAPlaceAlsoAmongRowsOfTheSameTime() {
    pages.items = List.of(row(1, "b"), row(1, "d"), row(0, "z"), row(1, "a"), row(1, "c"));
    var place = new ListPlace(NOON.plus(DAY), new StreamId("c"));

    assertEquals(List.of("b", "a", "z"), streams(Optional.of(place), 10));
  }

  @Test
  void aSearchEndsInATableWithoutEnd() {
    pages.items = List.of(row(1, "a"), row(2, "b"));
    pages.isEndless = true;

    assertEquals(List.of("b", "a"), streams(Optional.empty(), 10));
    assertEquals(LocalTable.MOST_CALLS, pages.calls);
  }

  @Test
  void theMarkersAreThoseWhoseResponsesMentionTheText() {
    pages.items =
        IntStream.range(0, 4)
            .mapToObj(number -> MarkerFormat.write(marker(number, "/accounts/" + number % 2)))
            .toList();

    var found = get(table.markersWith("accounts/1", 10, deadline()));

    assertEquals(List.of("key-3", "key-1"), found.stream().map(StoredMarker::id).toList());
    assertEquals(ItemSize.of(pages.items.get(3)), found.get(0).bytes());
  }

  @Test
  void aDamagedMarkerIsLeftOut() {
    var damaged = new HashMap<>(MarkerFormat.write(marker(1, "/accounts/1")));
    damaged.remove("ExpiresAt");
    pages.items = List.of(damaged, MarkerFormat.write(marker(2, "/accounts/1")));

    var found = get(table.markersWith("accounts/1", 10, deadline()));

    assertEquals(List.of("key-2"), found.stream().map(StoredMarker::id).toList());
  }

  @Test
  void aPendingMarkerIsFoundIfItsRowCarriesItsCommand() {
    var account = new StreamId("account-1");
    pages.items =
        Stream.of(1, 2, 3)
            .map(version -> PendingMarker.of(account, version, marker(version, "/accounts/1")))
            .map(PendingMarkerFormat::write)
            .toList();

    var found = get(table.markersWith("accounts/1", 10, deadline()));

    assertEquals(List.of(marker(2, "/accounts/1").key()), keys(found));
  }

  private static List<String> keys(List<StoredMarker> found) {
    return found.stream().map(it -> it.marker().key()).toList();
  }

  private static Marker marker(int number, String location) {
    var at = NOON.plus(DAY.multipliedBy(number));
    Map<String, Object> response = Map.of("Status", 201L, "Location", location);
    return new Marker("" + number, "print", "command", response, at, at.plus(DAY));
  }

  @Test
  void aTableOutOfReachFailsLikeAnyRead() {
    pages.isDown = true;

    assertThrows(
        StoreUnavailable.class,
        () -> get(table.markersWith("1", 1, Deadline.in(Duration.ofMillis(300)))));
  }
}
