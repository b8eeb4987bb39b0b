package dev.passbook.decider;

import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A store behind a network with delays. A call takes effect halfway, and its answer needs the other
 * half of the time. It counts the calls.
 */
final class DistantStore extends StandInStore<Tally, Counted> {
  private final VirtualTime time;
  private final Supplier<Duration> delay;
  private long loads;
  private long commits;

  DistantStore(EventStore<Tally, Counted> store, VirtualTime time, Supplier<Duration> delay) {
    super(store);
    this.time = time;
    this.delay = delay;
  }

  long loads() {
    return loads;
  }

  long commits() {
    return commits;
  }

  @Override
  public Uni<Snapshot<Tally>> load(StreamId stream, Deadline deadline) {
    loads++;
    return distant(() -> store.load(stream, deadline));
  }

  @Override
  public Uni<Committed<Tally>> commit(Commit<Tally, Counted> commit, Deadline deadline) {
    commits++;
    return distant(() -> store.commit(commit, deadline));
  }

  private <T> Uni<T> distant(Supplier<Uni<T>> call) {
    var half = delay.get().dividedBy(2);
    return after(half)
        .chain(call::get)
        .onItemOrFailure()
        .transformToUni(
            (item, failure) ->
                after(half)
                    .chain(
                        () ->
                            failure == null
                                ? Uni.createFrom().item(item)
                                : Uni.createFrom().failure(failure)));
  }

  private Uni<Void> after(Duration pause) {
    return Uni.createFrom()
        .emitter(
            done ->
                time.schedule(
                    () -> done.complete(null),
                    pause.toNanos(),
                    java.util.concurrent.TimeUnit.NANOSECONDS));
  }
}
