package dev.passbook.decider;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The live feeds of streams that have listeners. All listeners of a stream share one feed, which
 * ends with the last of them.
 *
 * @param <E> the event
 */
public final class LiveFeeds<E> {
  private final EventStore<?, E> store;
  private final LiveFeedConfig config;
  private final ConcurrentMap<StreamId, Shared<E>> shared = new ConcurrentHashMap<>();
  private final AtomicInteger listeners = new AtomicInteger();
  private volatile boolean ended;

  private record Shared<E>(LiveFeed<E> feed, LiveFeedPoller poller, int listeners) {
    Shared<E> with(int more) {
      return new Shared<>(feed, poller, listeners + more);
    }
  }

  public LiveFeeds(EventStore<?, E> store, LiveFeedConfig config) {
    this.store = store;
    this.config = config;
  }

  /**
   * Listens to a stream until the work is done, fails or is cancelled.
   *
   * @return fails with {@link Overloaded} if there are too many listeners already
   */
  public <T> Uni<T> listen(StreamId stream, Function<LiveFeed<E>, Uni<T>> work) {
    return Uni.createFrom().deferred(() -> listening(stream, enter(stream), work));
  }

  /** Returns how many listeners there are. */
  public int listeners() {
    return listeners.get();
  }

  /** Tells the feeds of these streams that there may be new events. */
  public void nudge(List<StreamId> streams) {
    streams.stream()
        .map(shared::get)
        .filter(Objects::nonNull)
        .forEach(there -> there.poller().nudge());
  }

  /** Ends all feeds, now and from now on, because the process is about to stop. */
  public void end() {
    ended = true;
    shared.values().forEach(there -> there.feed().end());
  }

  private <T> Uni<T> listening(
      StreamId stream, LiveFeed<E> feed, Function<LiveFeed<E>, Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> work.apply(feed))
        .onTermination()
        .invoke(() -> leave(stream));
  }

  private LiveFeed<E> enter(StreamId stream) {
    var count = listeners.incrementAndGet();
    try {
      if (count > config.maxListeners()) {
        throw new Overloaded("too many listen");
      }
      var feed = shared.compute(stream, (id, there) -> entered(id, there)).feed();
      if (ended) {
        feed.end();
      }
      return feed;
    } catch (Overloaded tooMany) {
      listeners.decrementAndGet();
      throw tooMany;
    }
  }

  private Shared<E> entered(StreamId stream, Shared<E> there) {
    if (there == null) {
      return begun(stream);
    }
    if (there.listeners() >= config.maxListenersPerAccount()) {
      throw new Overloaded("too many listen to the stream");
    }
    return there.with(1);
  }

  private Shared<E> begun(StreamId stream) {
    var feed = new LiveFeed<>(stream, store);
    var poller = new LiveFeedPoller(feed, config.pollInterval());
    poller.start();
    return new Shared<>(feed, poller, 1);
  }

  private void leave(StreamId stream) {
    shared.compute(stream, (id, there) -> left(there));
    listeners.decrementAndGet();
  }

  private static <E> Shared<E> left(Shared<E> there) {
    if (there.listeners() > 1) {
      return there.with(-1);
    }
    there.poller().stop();
    return null;
  }
}
