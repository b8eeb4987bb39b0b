package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.VersionConflict;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Stores a stream as a partition of one table, with one row for each commit in it. */
public final class DynamoDbEventStore<S, E> implements EventStore<S, E> {
  private final DynamoDbAsyncClient client;
  private final String table;
  private final RowFormat<S, E> format;
  private final KnownStates<S> knownStates;
  private final StateReader<S, E> states;
  private final EventReader<S, E> events;
  private final WinnersRow<S, E> winners;
  private final CommitWrites<S, E> commits;
  private final PendingMarkers pending;

  /** Creates a store without metrics. */
  public DynamoDbEventStore(
      DynamoDbAsyncClient client, StoreConfig config, EventCodec<S, E> codec) {
    this(client, config, codec, StoreMetrics.NONE);
  }

  public DynamoDbEventStore(
      DynamoDbAsyncClient client,
      StoreConfig config,
      EventCodec<S, E> codec,
      StoreMetrics metrics) {
    this.client = client;
    this.table = config.table().name();
    this.format = new RowFormat<>(codec, config);
    var rows = new RowReader<>(client, table, format);
    this.knownStates = new KnownStates<>(config.snapshotInterval(), config.heads());
    this.states = new StateReader<>(rows, codec, config.snapshotInterval(), knownStates, metrics);
    this.events = new EventReader<>(rows);
    this.winners = new WinnersRow<>(format, codec);
    this.commits = new CommitWrites<>(client, config, format, metrics);
    this.pending = new PendingMarkers(client, table);
  }

  @Override
  public Uni<Snapshot<S>> load(StreamId stream, Deadline deadline) {
    return states.newest(stream, deadline);
  }

  @Override
  public Uni<Snapshot<S>> loadVersion(StreamId stream, long version, Deadline deadline) {
    return states.at(stream, version, deadline);
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return readCommitsForward(stream, after, limit, deadline).map(found -> first(limit, found));
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return readCommitsBackward(stream, before, limit, deadline)
        .map(found -> found.stream().filter(event -> event.version() <= before - 1))
        .map(found -> found.limit(limit).toList());
  }

  private static <T> List<T> first(int limit, List<T> found) {
    return found.size() > limit ? found.subList(0, limit) : found;
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readCommitsForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return events.forward(stream, after, limit, deadline);
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readCommitsBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return events.backward(stream, before, limit, deadline);
  }

  @Override
  public Uni<Committed<S>> commit(Commit<S, E> commit, Deadline deadline) {
    var rows = commit.appends().stream().map(format::write).toList();
    return commits
        .write(commit, rows.stream().map(RowFormat.Written::item).toList(), deadline)
        .map(standing -> standing.isEmpty() ? applied(rows) : Committed.rejected(standing));
  }

  private Committed<S> applied(List<RowFormat.Written<S>> rows) {
    rows.forEach(knownStates::note);
    return Committed.applied(rows.stream().map(RowFormat.Written::head).toList());
  }

  @Override
  public Optional<Snapshot<S>> stateAfter(VersionConflict lost, Snapshot<S> known) {
    return lost instanceof LostRace race
        ? race.rowOf(known.stream()).flatMap(row -> winners.stateAfter(known, row))
        : Optional.empty();
  }

  @Override
  public Uni<Optional<Marker>> findMarker(String key, Deadline deadline) {
    return DynamoDbCalls.row(client, table, MarkerFormat.key(key), deadline)
        .chain(row -> pending.firstResponse(row, deadline));
  }

  @Override
  public Uni<Optional<Marker>> findMarker(String key, StreamId named, Deadline deadline) {
    return DynamoDbCalls.row(client, table, OwnMarker.key(named), deadline)
        .chain(
            row ->
                row.isEmpty()
                    ? findMarker(key, deadline)
                    : Uni.createFrom().item(() -> Optional.of(OwnMarker.read(row, key))));
  }

  @Override
  public Uni<Optional<Claim>> findClaim(String name, Deadline deadline) {
    return DynamoDbCalls.row(client, table, ClaimFormat.key(name), deadline)
        .map(row -> row.isEmpty() ? null : ClaimFormat.read(row))
        .map(Optional::ofNullable);
  }
}
