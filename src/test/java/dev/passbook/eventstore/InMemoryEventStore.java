package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An event store in memory, for tests of the code above the store. It passes the same contract as
 * the DynamoDB store.
 */
public final class InMemoryEventStore<S, E> implements EventStore<S, E> {
  private final EventCodec<S, E> codec;
  private final Map<StreamId, List<RecordedEvent<E>>> streams = new HashMap<>();
  private final Map<StreamId, Snapshot<S>> heads = new HashMap<>();
  private final Map<String, Marker> markers = new HashMap<>();
  private final Map<String, Claim> claims = new HashMap<>();

  public InMemoryEventStore(EventCodec<S, E> codec) {
    this.codec = codec;
  }

  @Override
  public Uni<Snapshot<S>> load(StreamId stream, Deadline deadline) {
    return answer(() -> head(stream));
  }

  @Override
  public Uni<Snapshot<S>> loadVersion(StreamId stream, long version, Deadline deadline) {
    return answer(() -> fold(stream, version));
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return answer(
        () ->
            events(stream).stream().filter(event -> event.version() > after).limit(limit).toList());
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return answer(
        () ->
            events(stream).stream()
                .filter(event -> event.version() <= before - 1)
                .sorted(Comparator.comparingLong((RecordedEvent<E> e) -> e.version()).reversed())
                .limit(limit)
                .toList());
  }

  @Override
  public Uni<Committed<S>> commit(Commit<S, E> commit, Deadline deadline) {
    return answer(() -> result(commit));
  }

  @Override
  public Uni<Optional<Marker>> findMarker(String key, Deadline deadline) {
    return answer(() -> Optional.ofNullable(markers.get(key)));
  }

  @Override
  public Uni<Optional<Marker>> findMarker(String key, StreamId named, Deadline deadline) {
    return findMarker(key, deadline);
  }

  @Override
  public Uni<Optional<Claim>> findClaim(String name, Deadline deadline) {
    return answer(() -> Optional.ofNullable(claims.get(name)));
  }

  private <T> Uni<T> answer(Supplier<T> work) {
    return Uni.createFrom()
        .item(
            () -> {
              synchronized (this) {
                return work.get();
              }
            });
  }

  private Snapshot<S> fold(StreamId stream, long version) {
    var state = Snapshot.<S>none(stream);
    for (var event : events(stream)) {
      if (event.version() <= version) {
        state = state.plus(event, codec);
      }
    }
    return state;
  }

  private Snapshot<S> head(StreamId stream) {
    var head = heads.getOrDefault(stream, Snapshot.none(stream));
    var events = events(stream);
    for (var event : events.subList((int) head.version(), events.size())) {
      head = head.plus(event, codec).chained(event.chain());
    }
    heads.put(stream, head);
    return head;
  }

  private Committed<S> result(Commit<S, E> commit) {
    var standing = apply(commit);
    return standing.isEmpty()
        ? Committed.applied(commit.appends().stream().map(append -> head(stream(append))).toList())
        : Committed.rejected(standing);
  }

  private List<Marker> apply(Commit<S, E> commit) {
    var wanted = markersOf(commit);
    if (wanted.stream().anyMatch(marker -> marker.equals(markers.get(marker.key())))
        || commit.claims().stream().anyMatch(claim -> claim.equals(claims.get(claim.name())))) {
      return List.of();
    }
    var standing =
        wanted.stream().map(marker -> markers.get(marker.key())).filter(Objects::nonNull).toList();
    if (!standing.isEmpty()) {
      return standing;
    }
    var taken =
        commit.claims().stream()
            .map(claim -> claims.get(claim.name()))
            .filter(Objects::nonNull)
            .toList();
    if (!taken.isEmpty()) {
      throw new ClaimTaken(taken);
    }
    if (commit.appends().stream().anyMatch(this::stands)) {
      return List.of();
    }
    commit.appends().forEach(this::add);
    wanted.forEach(marker -> markers.put(marker.key(), marker));
    commit.claims().forEach(claim -> claims.put(claim.name(), claim));
    return List.of();
  }

  private List<Marker> markersOf(Commit<S, E> commit) {
    var own = commit.appends().stream().flatMap(append -> append.ownMarker().stream());
    return Stream.concat(commit.markers().stream(), own).toList();
  }

  /** Returns whether the append was applied before. If it wasn't, its versions must be free. */
  private boolean stands(Append<S, E> append) {
    var events = events(stream(append));
    var version = (int) append.expected().version();
    if (version > events.size()) {
      throw new IllegalStateException("there would be a gap before version " + (version + 1));
    }
    if (version == events.size()) {
      return false;
    }
    if (!events.get(version).commandId().equals(append.events().get(0).commandId())) {
      if (append.ownMarker().isPresent()) {
        throw new UnreadableHistory(stream(append), 1, "its marker is missing", null);
      }
      throw new LostRace(rowAt(events, version));
    }
    return true;
  }

  /** A race lost to a row, the last event of which carries the row's chain. */
  private static final class LostRace extends VersionConflict {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Never serialized.
    private final List<? extends RecordedEvent<?>> row;

    LostRace(List<? extends RecordedEvent<?>> row) {
      super("another event stands at version " + row.get(0).version());
      this.row = row;
    }

    boolean follows(Snapshot<?> known) {
      return known.stream().equals(row.get(0).stream())
          && known.version() + 1 == row.get(0).version();
    }
  }

  private static <E> List<RecordedEvent<E>> rowAt(List<RecordedEvent<E>> events, int from) {
    var end = from + 1;
    while (events.get(end - 1).chain() == null) {
      end++;
    }
    return List.copyOf(events.subList(from, end));
  }

  @Override
  public Optional<Snapshot<S>> stateAfter(VersionConflict lost, Snapshot<S> known) {
    if (!(lost instanceof LostRace race) || !race.follows(known)) {
      return Optional.empty();
    }
    var last = race.row.get(race.row.size() - 1);
    var after = fold(known.stream(), last.version());
    return Optional.of(after.chained(last.chain()));
  }

  private void add(Append<S, E> append) {
    var chain = chain(append);
    var last = append.events().size() - 1;
    events(stream(append)).addAll(append.events().subList(0, last));
    events(stream(append)).add(append.events().get(last).chained(chain));
  }

  private Chain chain(Append<S, E> append) {
    var before = append.expected();
    var first = append.events().get(0);
    var previous =
        before.chain() == null
            ? Chain.beginning(before.stream(), before.version())
            : before.chain();
    var events = append.events().stream().map(this::members).toList();
    return previous.next(first.stream(), first.version(), Timestamp.format(first.at()), events);
  }

  private Map<String, Object> members(RecordedEvent<E> event) {
    var stored = codec.encode(event.event());
    var members = new HashMap<>(stored.members());
    members.put("Type", stored.type());
    members.put("CommandId", event.commandId());
    if (event.actor() != null) {
      members.put("Actor", event.actor().subject());
      if (!event.actor().role().equals(Actor.USUAL_ROLE)) {
        members.put("ActorRole", event.actor().role());
      }
    }
    return members;
  }

  private StreamId stream(Append<S, E> append) {
    return append.expected().stream();
  }

  private List<RecordedEvent<E>> events(StreamId stream) {
    return streams.computeIfAbsent(stream, none -> new ArrayList<>());
  }
}
