package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Delegates to another store. A test overrides single methods. */
public abstract class StandInStore<S, E> implements EventStore<S, E> {
  public final EventStore<S, E> store;

  protected StandInStore(EventStore<S, E> store) {
    this.store = store;
  }

  @Override
  public Uni<Snapshot<S>> load(StreamId stream, Deadline deadline) {
    return store.load(stream, deadline);
  }

  @Override
  public Uni<Snapshot<S>> loadVersion(StreamId stream, long version, Deadline deadline) {
    return store.loadVersion(stream, version, deadline);
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return store.readForward(stream, after, limit, deadline);
  }

  @Override
  public Uni<List<RecordedEvent<E>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return store.readBackward(stream, before, limit, deadline);
  }

  @Override
  public Uni<Committed<S>> commit(Commit<S, E> commit, Deadline deadline) {
    return store.commit(commit, deadline);
  }

  @Override
  public Optional<Snapshot<S>> stateAfter(VersionConflict lost, Snapshot<S> known) {
    return store.stateAfter(lost, known);
  }

  @Override
  public Uni<Optional<Marker>> findMarker(String key, Deadline deadline) {
    return store.findMarker(key, deadline);
  }

  @Override
  public Uni<Optional<Marker>> findMarker(String key, StreamId named, Deadline deadline) {
    return store.findMarker(key, named, deadline);
  }

  @Override
  public Uni<Optional<Claim>> findClaim(String name, Deadline deadline) {
    return store.findClaim(name, deadline);
  }
}
