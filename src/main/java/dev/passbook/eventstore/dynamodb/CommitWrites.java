package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics;
import dev.passbook.eventstore.dynamodb.table.KeyedWrites;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes each commit as one put, as a transaction, or as keys and then a row. */
final class CommitWrites<S, E> {
  private final DynamoDbAsyncClient client;
  private final String table;
  private final RowFormat<S, E> format;
  private final StoreMetrics metrics;
  private final KeyedPuts keyed;
  private final KeyedWrites way;

  CommitWrites(
      DynamoDbAsyncClient client,
      StoreConfig config,
      RowFormat<S, E> format,
      StoreMetrics metrics) {
    this.client = client;
    this.table = config.table().name();
    this.format = format;
    this.metrics = metrics;
    this.keyed = new KeyedPuts(client, table, metrics);
    this.way = config.keyedWrites();
  }

  /**
   * Writes a commit as {@link dev.passbook.eventstore.EventStore#commit} promises.
   *
   * @param rows one for each append
   * @return the markers that already exist under its keys; then nothing is written
   */
  Uni<List<Marker>> write(
      Commit<S, E> commit, List<Map<String, AttributeValue>> rows, Deadline deadline) {
    var relistings = relistings(commit);
    var canBePuts = relistings.isEmpty() && canBePuts(commit);
    if (canBePuts && way == KeyedWrites.PUTS) {
      return puts(commit, rows, deadline);
    }
    var together = together(commit, rows, relistings).settle(deadline);
    return canBePuts
        ? together
            .onFailure(PendingMarkerFound.class)
            .recoverWithUni(() -> puts(commit, rows, deadline))
        : together;
  }

  /**
   * A row that keeps its own marker needs none beside it. In a transaction it gets one all the
   * same, since instances of earlier releases look only there.
   */
  private ConditionalWrite together(
      Commit<S, E> commit, List<Map<String, AttributeValue>> rows, List<Relisting> relistings) {
    var items = new ArrayList<>(rows);
    var own = commit.appends().stream().findFirst().flatMap(Append::ownMarker);
    if (way == KeyedWrites.TRANSACTION) {
      own.ifPresent(marker -> items.add(MarkerFormat.write(marker)));
    }
    commit.markers().forEach(marker -> items.add(MarkerFormat.write(marker)));
    commit.claims().forEach(claim -> items.add(ClaimFormat.write(claim)));
    return new ConditionalWrite(client, table, items, relistings, own.map(Marker::key), metrics);
  }

  /** A new stream's own row says where it is listed. */
  private List<Relisting> relistings(Commit<S, E> commit) {
    return commit.appends().stream()
        .filter(append -> append.expected().exists())
        .flatMap(
            append ->
                format.listedUnder(append).stream()
                    .map(name -> new Relisting(append.expected().stream(), name)))
        .toList();
  }

  /**
   * Returns whether the commit has keys, and at most one row, which follows on another one. If a
   * command creates a stream that its key does not name, its retry has another stream, whose row
   * would never tell what became of the first attempt.
   */
  private boolean canBePuts(Commit<S, E> commit) {
    var appends = commit.appends();
    var isOneRow = appends.size() == 1 && appends.get(0).expected().exists();
    var isRefusal = appends.isEmpty() && commit.markers().size() == 1;
    return commit.claims().isEmpty() && !commit.markers().isEmpty() && (isOneRow || isRefusal);
  }

  private Uni<List<Marker>> puts(
      Commit<S, E> commit, List<Map<String, AttributeValue>> rows, Deadline deadline) {
    if (rows.isEmpty()) {
      return keyed.remember(commit.markers().get(0), deadline);
    }
    var before = commit.appends().get(0).expected();
    return keyed.write(
        rows.get(0), before.stream(), before.version() + 1, commit.markers(), deadline);
  }
}
