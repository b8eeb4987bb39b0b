package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.ACTOR;
import static dev.passbook.eventstore.dynamodb.table.Attributes.ACTOR_ROLE;
import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.CHAIN;
import static dev.passbook.eventstore.dynamodb.table.Attributes.COMMAND_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.CREATED_AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.LISTED_UNDER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.MARKER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.SCHEMA;
import static dev.passbook.eventstore.dynamodb.table.Attributes.SNAPSHOT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.TRACE_PARENT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.TYPE;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.attributes;
import static dev.passbook.eventstore.dynamodb.table.Attributes.members;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Actor;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes a commit's row and reads it back. Rows outlive the code, so golden samples in the tests
 * fix this format.
 */
final class RowFormat<S, E> {
  private final EventCodec<S, E> codec;
  private final SnapshotSchemas schemas;
  private final int snapshotInterval;
  private final boolean beginsChains;

  RowFormat(EventCodec<S, E> codec, StoreConfig config) {
    this.codec = codec;
    this.schemas = new SnapshotSchemas(codec);
    this.snapshotInterval = config.snapshotInterval();
    this.beginsChains = config.chain();
  }

  /**
   * A row to write.
   *
   * @param head the state after it
   */
  record Written<S>(Map<String, AttributeValue> item, Snapshot<S> head) {}

  Written<S> write(Append<S, E> append) {
    var first = append.events().get(0);
    var row = new LinkedHashMap<String, AttributeValue>();
    row.put(STREAM_ID, string(first.stream().value()));
    row.put(VERSION, number(first.version()));
    row.put(EVENTS, AttributeValue.fromL(append.events().stream().map(this::event).toList()));
    row.put(AT, string(Timestamp.format(first.at())));
    if (first.version() == 1) {
      listedUnder(append).ifPresent(name -> row.put(LISTED_UNDER, string(name)));
    }
    append.ownMarker().ifPresent(marker -> row.put(MARKER, OwnMarker.attribute(marker)));
    var after = stateAfter(append);
    if (after.version() / snapshotInterval > append.expected().version() / snapshotInterval) {
      row.put(SNAPSHOT, snapshot(after));
    }
    return chained(row, append.expected(), after);
  }

  private Written<S> chained(
      Map<String, AttributeValue> row, Snapshot<S> before, Snapshot<S> after) {
    if (before.chain() == null && !beginsChains) {
      return new Written<>(row, after);
    }
    var chain = RowChain.of(row, RowChain.before(before));
    row.put(CHAIN, RowChain.attribute(chain));
    return new Written<>(row, after.chained(chain));
  }

  /** Returns the list to which the events move the stream, if they do. */
  Optional<String> listedUnder(Append<S, E> append) {
    return append.events().stream()
        .map(event -> codec.listedUnder(event.event()))
        .filter(Objects::nonNull)
        .reduce((earlier, later) -> later);
  }

  AttributeValue snapshot(Snapshot<S> snapshot) {
    var members = new LinkedHashMap<String, AttributeValue>();
    members.put(SCHEMA, number(codec.snapshotSchema()));
    members.put(CREATED_AT, string(Timestamp.format(snapshot.createdAt())));
    members.putAll(attributes(codec.encodeSnapshot(snapshot.state())));
    return AttributeValue.fromM(members);
  }

  /** Returns the state after the events. Fails if they don't follow on the expected state. */
  private Snapshot<S> stateAfter(Append<S, E> append) {
    var state = append.expected();
    for (var event : append.events()) {
      state = state.plus(event, codec);
    }
    return state;
  }

  private AttributeValue event(RecordedEvent<E> recorded) {
    var stored = codec.encode(recorded.event());
    var members = new LinkedHashMap<String, AttributeValue>();
    members.put(TYPE, string(stored.type()));
    members.put(COMMAND_ID, string(recorded.commandId()));
    if (recorded.traceParent() != null) {
      members.put(TRACE_PARENT, string(recorded.traceParent()));
    }
    if (recorded.actor() != null) {
      members.put(ACTOR, string(recorded.actor().subject()));
      if (!recorded.actor().role().equals(Actor.USUAL_ROLE)) {
        members.put(ACTOR_ROLE, string(recorded.actor().role()));
      }
    }
    members.putAll(attributes(stored.members()));
    return AttributeValue.fromM(members);
  }

  /** Returns a row that decodes its events and snapshot on demand. */
  Row<S, E> read(StreamId stream, Map<String, AttributeValue> item) {
    var version = versionOf(stream, item);
    return readable(
        stream,
        version,
        () -> new Row<>(this, stream, version, version + eventsOf(item).size() - 1, item));
  }

  private static long versionOf(StreamId stream, Map<String, AttributeValue> item) {
    var number = item.get(VERSION).n();
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      var below = new BigDecimal(number).longValue();
      throw new UnreadableHistory(stream, below, "its version is no whole number", e);
    }
  }

  private static List<AttributeValue> eventsOf(Map<String, AttributeValue> item) {
    var events = item.get(EVENTS).l();
    if (events.isEmpty()) {
      throw new IllegalArgumentException("no events");
    }
    return events;
  }

  List<RecordedEvent<E>> events(Row<S, E> row) {
    return readable(
        row.stream(),
        row.version(),
        () ->
            LongStream.rangeClosed(row.version(), row.lastVersion())
                .mapToObj(version -> event(row, version))
                .toList());
  }

  Chain chain(Row<S, E> row) {
    return readable(row.stream(), row.version(), () -> RowChain.recorded(row.item()));
  }

  Chain chainAfter(Row<S, E> row, Chain previous) {
    return readable(row.stream(), row.version(), () -> RowChain.of(row.item(), previous));
  }

  private RecordedEvent<E> event(Row<S, E> row, long version) {
    var attributes = eventsOf(row.item()).get((int) (version - row.version())).m();
    var members = members(attributes);
    var type = (String) members.remove(TYPE);
    var commandId = (String) members.remove(COMMAND_ID);
    var traceParent = (String) members.remove(TRACE_PARENT);
    var actor = actor(members);
    var event = codec.decode(new StoredEvent(type, members));
    var at = Timestamp.parse(row.item().get(AT).s());
    var chain = version == row.lastVersion() ? RowChain.recorded(row.item()) : null;
    return new RecordedEvent<>(
        row.stream(), version, at, commandId, traceParent, actor, event, chain);
  }

  private static Actor actor(Map<String, Object> members) {
    var subject = (String) members.remove(ACTOR);
    var role = (String) members.remove(ACTOR_ROLE);
    return subject == null ? null : new Actor(subject, role == null ? Actor.USUAL_ROLE : role);
  }

  SnapshotSchemas schemas() {
    return schemas;
  }

  Optional<Snapshot<S>> usableSnapshot(Row<S, E> row) {
    return readable(row.stream(), row.version(), () -> snapshotOf(row));
  }

  private Optional<Snapshot<S>> snapshotOf(Row<S, E> row) {
    var snapshot = row.item().get(SNAPSHOT);
    if (snapshot == null || !schemas.isCurrent(snapshot) && !schemas.isEarlier(snapshot)) {
      return Optional.empty();
    }
    var members = members(snapshot.m());
    members.remove(SCHEMA);
    var createdAt = Timestamp.parse((String) members.remove(CREATED_AT));
    var state = codec.decodeSnapshot(members);
    var last = lastEvent(row, state);
    return Optional.of(new Snapshot<>(row.stream(), last.version(), state, createdAt, last.at()));
  }

  void match(Row<S, E> row, S state) {
    readable(row.stream(), row.version(), () -> lastEvent(row, state));
  }

  /** Returns the row's last event, which must agree with the state after it. */
  private RecordedEvent<E> lastEvent(Row<S, E> row, S state) {
    var last = event(row, row.lastVersion());
    codec.match(state, last.event());
    return last;
  }

  /**
   * Turns every failure into an exception that names the stream and version.
   *
   * @throws UnreadableHistory when the reading fails
   */
  private static <T> T readable(StreamId stream, long version, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      throw new UnreadableHistory(stream, version, FailureText.of(e), e);
    }
  }
}
