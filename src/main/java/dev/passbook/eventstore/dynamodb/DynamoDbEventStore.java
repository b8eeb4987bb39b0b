package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Streams as partitions of one table, a row a commit.
 *
 * <p>The row in which a multiple of the snapshot interval falls carries a snapshot, so the newest
 * that many rows hold one or the stream's beginning: a state is one Query, newest first.
 */
public final class DynamoDbEventStore<S, E> implements EventStore<S, E> {
  private final DynamoDbAsyncClient client;
  private final String table;
  private final int snapshotInterval;
  private final EventCodec<S, E> codec;
  private final RowFormat<S, E> format;
  private final Rows<S, E> rows;
  private final StoreFigures figures;

  /** A store that nobody watches. */
  public DynamoDbEventStore(
      DynamoDbAsyncClient client, StoreConfig config, EventCodec<S, E> codec) {
    this(client, config, codec, StoreFigures.NONE);
  }

  public DynamoDbEventStore(
      DynamoDbAsyncClient client,
      StoreConfig config,
      EventCodec<S, E> codec,
      StoreFigures figures) {
    this.client = client;
    this.table = config.table().name();
    this.snapshotInterval = config.snapshotInterval();
    this.codec = codec;
    this.format = new RowFormat<>(codec, snapshotInterval);
    this.rows = new Rows<>(client, table, format);
    this.figures = figures;
  }

  @Override
  public Uni<Snapshot<S>> load(StreamId stream, Deadline deadline) {
    return back(new Slice(stream, Long.MAX_VALUE, snapshotInterval), Long.MAX_VALUE, deadline)
        .chain(newestFirst -> mended(stream, newestFirst, deadline));
  }

  @Override
  public Uni<Snapshot<S>> loadVersion(StreamId stream, long version, Deadline deadline) {
    // One row more than the interval, because the newest may reach past the version, snapshot and
    // all.
    return back(new Slice(stream, version, snapshotInterval + 1), version, deadline)
        .map(newestFirst -> fold(stream, newestFirst, version));
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return rows.after(stream, after, limit, deadline)
        .chain(page -> withRowAcross(stream, after, page, deadline))
        .map(page -> events(page, after + 1, Long.MAX_VALUE).limit(limit).toList());
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return rows.upTo(new Slice(stream, before - 1, limit), deadline)
        .map(page -> events(page, 1, before - 1).sorted(NEWEST_FIRST).limit(limit).toList());
  }

  private static final Comparator<RecordedEvent<?>> NEWEST_FIRST =
      Comparator.comparingLong(RecordedEvent<?>::version).reversed();

  @Override
  public Uni<List<Marker>> commit(Commit<S, E> commit, Deadline deadline) {
    var items = new ArrayList<Map<String, AttributeValue>>();
    commit.appends().forEach(append -> items.add(format.write(append)));
    commit.markers().forEach(marker -> items.add(MarkerFormat.write(marker)));
    return new ConditionalWrite(client, table, items, figures).settle(deadline);
  }

  @Override
  public Uni<Optional<Marker>> findMarker(String key, Deadline deadline) {
    return Calls.row(client, table, MarkerFormat.key(key), deadline)
        .map(row -> row.isEmpty() ? null : MarkerFormat.read(row))
        .map(Optional::ofNullable);
  }

  /** Rows, newest first, back to one with a snapshot usable at a version or to the beginning. */
  private Uni<List<Row<S, E>>> back(Slice slice, long version, Deadline deadline) {
    return rows.upTo(slice, deadline).chain(page -> further(slice, page, version, deadline));
  }

  private Uni<List<Row<S, E>>> further(
      Slice slice, List<Row<S, E>> page, long version, Deadline deadline) {
    if (page.isEmpty() || oldest(page) == 1) {
      return Uni.createFrom().item(page);
    }
    return withSnapshot(page, version)
        .map(found -> withFirst(found, page, deadline))
        .orElseGet(
            () ->
                back(slice.before(oldest(page)), version, deadline)
                    .map(older -> Stream.concat(page.stream(), older.stream()).toList()));
  }

  /** Adds the stream's first row, if a snapshot lacks what that tells. */
  private Uni<List<Row<S, E>>> withFirst(Row<S, E> found, List<Row<S, E>> page, Deadline deadline) {
    return found.hasEarlierSnapshot()
        ? rows.after(found.stream(), 0, 1, deadline)
            .map(first -> first.stream().filter(row -> row.version() == 1))
            .map(first -> Stream.concat(page.stream(), first).toList())
        : Uni.createFrom().item(page);
  }

  private static long oldest(List<? extends Row<?, ?>> newestFirst) {
    return newestFirst.get(newestFirst.size() - 1).version();
  }

  /** The row of the newest snapshot that tells nothing of what came after a version. */
  private Optional<Row<S, E>> withSnapshot(List<Row<S, E>> newestFirst, long version) {
    return newestFirst.stream()
        .filter(row -> row.lastVersion() <= version && row.snapshot().isPresent())
        .findFirst();
  }

  private Snapshot<S> complete(Row<S, E> found, List<Row<S, E>> newestFirst) {
    var snapshot = found.snapshot().orElseThrow();
    if (!found.hasEarlierSnapshot() || oldest(newestFirst) > 1) {
      return snapshot;
    }
    var first = newestFirst.get(newestFirst.size() - 1).events().get(0);
    return snapshot.with(codec.complete(snapshot.state(), first.event()));
  }

  private Snapshot<S> fold(StreamId stream, List<Row<S, E>> newestFirst, long version) {
    var state =
        withSnapshot(newestFirst, version)
            .map(found -> complete(found, newestFirst))
            .orElse(Snapshot.none(stream));
    for (var event : events(newestFirst, state.version() + 1, version).toList()) {
      state = state.plus(event, codec);
    }
    return state;
  }

  /** The state now. A stream that took more than the interval's rows gets a snapshot of today. */
  private Uni<Snapshot<S>> mended(StreamId stream, List<Row<S, E>> newestFirst, Deadline deadline) {
    var now = fold(stream, newestFirst, Long.MAX_VALUE);
    return newestFirst.size() > snapshotInterval
        ? mend(newestFirst.get(0), now, deadline).replaceWith(now)
        : Uni.createFrom().item(now);
  }

  private Uni<Boolean> mend(Row<S, E> newest, Snapshot<S> now, Deadline deadline) {
    figures.readFurtherBack();
    return rows.putSnapshot(newest, now, deadline).invoke(done -> tell(done));
  }

  private void tell(boolean mended) {
    if (mended) {
      figures.mended();
    }
  }

  /** Adds the row that begins at or before a version and reaches past it, if there is one. */
  private Uni<List<Row<S, E>>> withRowAcross(
      StreamId stream, long version, List<Row<S, E>> page, Deadline deadline) {
    var nothingBetween = !page.isEmpty() && page.get(0).version() == version + 1;
    if (version == 0 || nothingBetween) {
      return Uni.createFrom().item(page);
    }
    return rows.upTo(new Slice(stream, version, 1), deadline)
        .map(row -> Stream.concat(row.stream(), page.stream()).toList());
  }

  private Stream<RecordedEvent<E>> events(List<Row<S, E>> page, long from, long to) {
    return page.stream()
        .filter(row -> row.version() <= to && row.lastVersion() >= from)
        .sorted(Comparator.comparingLong(Row<S, E>::version))
        .flatMap(row -> row.events().stream())
        .filter(event -> from <= event.version() && event.version() <= to);
  }
}
