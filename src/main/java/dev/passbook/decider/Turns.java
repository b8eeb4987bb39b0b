package dev.passbook.decider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Keeps the turn of each stream that other instances write to as well. Streams without lost races
 * have none, and their commands never wait here.
 */
final class Turns {
  /** The timer of Quarkus counts whole milliseconds, and refuses less than one. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);

  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final DoubleSupplier chance;
  private final Cache<StreamId, Next> contended;

  /**
   * @param at when this instance may write to the stream again
   * @param version the stream's version after this instance's last commit, or the one that it
   *     decided on if it has not committed yet
   */
  private record Next(Turn turn, Instant at, long version) {}

  Turns(Clock clock, int mostStreams) {
    this(
        clock,
        mostStreams,
        Infrastructure.getDefaultWorkerPool(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  Turns(Clock clock, int mostStreams, ScheduledExecutorService timer, DoubleSupplier chance) {
    this.clock = clock;
    this.timer = timer;
    this.chance = chance;
    this.contended = Caffeine.newBuilder().maximumSize(mostStreams).executor(Runnable::run).build();
  }

  boolean areContended(List<StreamId> streams) {
    return streams.stream().anyMatch(stream -> contended.getIfPresent(stream) != null);
  }

  /** Waits until this instance may write to all of the streams. */
  Uni<Void> await(List<StreamId> streams) {
    var pause = pause(streams);
    return pause.isZero() ? Uni.createFrom().voidItem() : after(pause);
  }

  private Uni<Void> after(Duration pause) {
    return Uni.createFrom().emitter(done -> later(pause, () -> done.complete(null)));
  }

  /** Runs a task after a pause. */
  void later(Duration pause, Runnable task) {
    timer.schedule(task, Math.max(SHORTEST, pause.toNanos()), TimeUnit.NANOSECONDS);
  }

  /** Returns how long to wait. If the clock is set back, the pause does not get longer. */
  Duration pause(List<StreamId> streams) {
    var now = clock.instant();
    return streams.stream()
        .map(contended::getIfPresent)
        .filter(next -> next != null && next.at().isAfter(now))
        .map(next -> Duration.between(now, next.at()))
        .map(left -> left.compareTo(Turn.LONGEST) < 0 ? left : Turn.LONGEST)
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  /**
   * Notes that a commit lost a race. Of several streams, those count whose winner is known. If none
   * is known, each of them may be the one.
   *
   * @param known the states that it was decided on
   * @param left the states that the winner left, as far as they are known
   */
  void lostRace(
      List<? extends Snapshot<?>> known, List<? extends Snapshot<?>> left, Duration took) {
    var versions = versions(left);
    var lost =
        left.isEmpty()
            ? known
            : known.stream().filter(state -> versions.containsKey(state.stream())).toList();
    lost.forEach(
        state -> {
          var version = state.version();
          var events = versions.getOrDefault(state.stream(), version) - version;
          var next = contended.getIfPresent(state.stream());
          var turn = next == null ? Turn.first(took) : next.turn();
          var own = next == null ? version : next.version();
          note(state.stream(), turn.lostRace(took, events), own);
        });
  }

  /**
   * Notes a commit.
   *
   * @param before the states that it was decided on
   * @param after the states of the streams that it wrote to
   */
  void committed(
      List<? extends Snapshot<?>> before, List<? extends Snapshot<?>> after, Duration took) {
    var versions = versions(before);
    for (var state : after) {
      var next = contended.getIfPresent(state.stream());
      if (next != null) {
        var version = versions.get(state.stream());
        var others = Math.max(0, version - next.version());
        var turn = next.turn().committed(took, state.version() - version, others);
        note(state.stream(), turn, state.version());
      }
    }
  }

  private static Map<StreamId, Long> versions(List<? extends Snapshot<?>> states) {
    return states.stream().collect(Collectors.toMap(Snapshot::stream, Snapshot::version));
  }

  private void note(StreamId stream, Turn turn, long version) {
    if (turn.isOver()) {
      contended.invalidate(stream);
    } else {
      var at = clock.instant().plus(turn.pause(chance.getAsDouble()));
      contended.put(stream, new Next(turn, at, version));
    }
  }
}
