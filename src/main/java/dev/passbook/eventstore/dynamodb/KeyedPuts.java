package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.Parallel;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.VersionConflict;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics.Settlement;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes a row and its markers without a transaction: first the markers, which are pending for the
 * row, and the row only once all of them stand.
 */
final class KeyedPuts {
  private final DynamoDbAsyncClient client;
  private final String table;
  private final StoreMetrics metrics;

  KeyedPuts(DynamoDbAsyncClient client, String table, StoreMetrics metrics) {
    this.client = client;
    this.table = table;
    this.metrics = metrics;
  }

  /** The result of one marker's put: a first response, a failure, or neither if it stands. */
  private record Result(Optional<Marker> first, Throwable failure) {}

  /**
   * Writes the row as {@link ConditionalWrite#settle} does.
   *
   * @param version the version that the row begins with; its stream has events before it
   * @return the markers that already exist under the keys; then the row is not written
   */
  Uni<List<Marker>> write(
      Map<String, AttributeValue> row,
      StreamId stream,
      long version,
      List<Marker> markers,
      Deadline deadline) {
    var puts =
        markers.stream()
            .map(marker -> PendingMarker.of(stream, version, marker))
            .map(marker -> put(new WantedMarker.Candidate(marker), deadline))
            .toList();
    return Parallel.all(puts).chain(results -> row(row, results, deadline));
  }

  /** Remembers a response that comes without a row. */
  Uni<List<Marker>> remember(Marker refusal, Deadline deadline) {
    return put(new WantedMarker.Refusal(refusal), deadline)
        .chain(
            result ->
                unlessAnswered(List.of(result), () -> counted(Settlement.APPLIED, List.of())));
  }

  /**
   * Waits for the result of each put even if another one fails. Otherwise a put could still be
   * under way when its command is decided again.
   */
  private Uni<Result> put(WantedMarker wanted, Deadline deadline) {
    return Uni.createFrom()
        .deferred(() -> new MarkerPut(client, table, wanted).settle(deadline))
        .map(first -> new Result(first, null))
        .onFailure()
        .recoverWithItem(failure -> new Result(Optional.empty(), failure));
  }

  private Uni<List<Marker>> row(
      Map<String, AttributeValue> row, List<Result> results, Deadline deadline) {
    return unlessAnswered(results, () -> inTime(row, deadline));
  }

  /** A row that is sent too late for a response would have an unknown outcome. */
  private Uni<List<Marker>> inTime(Map<String, AttributeValue> row, Deadline deadline) {
    return deadline.earlierBy(ConditionalWrite.LEAST_LEFT).hasPassed()
        ? failed(new StoreUnavailable("the time budget is spent", false, null))
        : new ConditionalWrite(client, table, List.of(row), List.of(), Optional.empty(), metrics)
            .settle(deadline);
  }

  /** First responses go before failures, since a retry must get them. */
  private Uni<List<Marker>> unlessAnswered(List<Result> results, Supplier<Uni<List<Marker>>> next) {
    var earlier = results.stream().flatMap(result -> result.first().stream()).toList();
    if (!earlier.isEmpty()) {
      return counted(Settlement.KEY_USED, earlier);
    }
    return results.stream()
        .map(Result::failure)
        .filter(Objects::nonNull)
        .findFirst()
        .map(this::failed)
        .orElseGet(next);
  }

  private Uni<List<Marker>> counted(Settlement settlement, List<Marker> outcome) {
    metrics.written(settlement);
    return Uni.createFrom().item(outcome);
  }

  private Uni<List<Marker>> failed(Throwable failure) {
    if (failure instanceof VersionConflict) {
      metrics.written(Settlement.RACE_LOST);
    } else if (failure instanceof StoreUnavailable unavailable) {
      metrics.written(unavailable.outcomeUnknown() ? Settlement.UNKNOWN : Settlement.NOT_APPLIED);
    }
    return Uni.createFrom().failure(failure);
  }
}
