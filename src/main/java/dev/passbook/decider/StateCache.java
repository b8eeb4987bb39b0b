package dev.passbook.decider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.util.List;
import java.util.Optional;

/**
 * Caches the newest states of streams, as this process last wrote or read them. A cached state
 * saves the read before a write, and the write's condition proves that the state is still the
 * newest. No response rests on a cached state alone.
 *
 * <p>A stale state costs a write, and a read unless the winner's row is known. After one, the
 * stream is read before each write until several reads in a row have found it as this process left
 * it.
 */
final class StateCache<S> {
  private static final int READS_TO_PROVE_STABLE = 3;

  private final Cache<StreamId, Entry<S>> entries;

  /**
   * A state of a stream.
   *
   * @param readsToGo how many reads must still find the stream like this before the state is used
   * @param isNews whether the next write may use the state in any case
   */
  private record Entry<S>(Snapshot<S> state, int readsToGo, boolean isNews) {
    Entry(Snapshot<S> state, int readsToGo) {
      this(state, readsToGo, false);
    }

    boolean isUsable() {
      return readsToGo == 0 || isNews;
    }
  }

  StateCache(int mostStreams) {
    entries = Caffeine.newBuilder().maximumSize(mostStreams).executor(Runnable::run).build();
  }

  /** Returns the states of all streams, or nothing if one is not cached or not stable. */
  Optional<List<Snapshot<S>>> cached(List<StreamId> streams) {
    var cached =
        streams.stream()
            .map(entries::getIfPresent)
            .filter(entry -> entry != null && entry.isUsable())
            .map(Entry::state)
            .toList();
    return cached.size() == streams.size() ? Optional.of(cached) : Optional.empty();
  }

  /** Notes the states that this process has written. */
  void written(List<Snapshot<S>> states) {
    states.forEach(state -> entries.put(state.stream(), new Entry<>(state, readsToGo(state))));
  }

  private int readsToGo(Snapshot<S> state) {
    var entry = entries.getIfPresent(state.stream());
    return entry == null ? 0 : entry.readsToGo();
  }

  /** Notes the states that a read found. */
  void found(List<Snapshot<S>> states) {
    states.stream().filter(Snapshot::exists).forEach(this::found);
  }

  /** Notes states that were just read, or that a winner left. The next write goes on from them. */
  void read(List<Snapshot<S>> states) {
    found(states);
    states.stream()
        .filter(Snapshot::exists)
        .forEach(state -> entries.put(state.stream(), new Entry<>(state, readsToGo(state), true)));
  }

  private void found(Snapshot<S> state) {
    var entry = entries.getIfPresent(state.stream());
    var asLeft = entry == null || entry.state().version() == state.version();
    var readsToGo = asLeft ? Math.max(0, readsToGo(state) - 1) : READS_TO_PROVE_STABLE;
    entries.put(state.stream(), new Entry<>(state, readsToGo));
  }

  /** Notes that a write on these states lost a race. Which of them was stale is unknown. */
  void doubt(List<Snapshot<S>> states) {
    states.forEach(state -> entries.put(state.stream(), new Entry<>(state, READS_TO_PROVE_STABLE)));
  }

  /** Drops streams whose states are unknown. */
  void forget(List<StreamId> streams) {
    entries.invalidateAll(streams);
  }
}
