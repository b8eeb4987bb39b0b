package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** A store for tests that only read forward. */
public interface ForwardOnlyStore<S, E> extends EventStore<S, E> {
  @Override
  default Uni<List<RecordedEvent<E>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Uni<Snapshot<S>> load(StreamId stream, Deadline deadline) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Uni<Snapshot<S>> loadVersion(StreamId stream, long version, Deadline deadline) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Uni<Committed<S>> commit(Commit<S, E> commit, Deadline deadline) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Uni<Optional<Marker>> findMarker(String key, Deadline deadline) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Uni<Optional<Marker>> findMarker(String key, StreamId named, Deadline deadline) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Uni<Optional<Claim>> findClaim(String name, Deadline deadline) {
    throw new UnsupportedOperationException();
  }
}
