package dev.passbook.decider;

import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A store of tallies that records its calls. A test may shut it, so that commits wait. */
final class GatedStore extends StandInStore<Tally, Counted> {
  private final List<Commit<Tally, Counted>> commits = new ArrayList<>();
  private CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
  private int loads;

  GatedStore() {
    this(new InMemoryEventStore<>(new Tally.Codec(1)));
  }

  GatedStore(EventStore<Tally, Counted> store) {
    super(store);
  }

  void shut() {
    gate = new CompletableFuture<>();
  }

  void open() {
    var shut = gate;
    gate = CompletableFuture.completedFuture(null);
    shut.complete(null);
  }

  /** Returns the commits since the last call. */
  List<Commit<Tally, Counted>> takeCommits() {
    var taken = List.copyOf(commits);
    commits.clear();
    return taken;
  }

  /** Returns the number of loads since the last call. */
  int takeLoads() {
    var taken = loads;
    loads = 0;
    return taken;
  }

  @Override
  public Uni<Committed<Tally>> commit(Commit<Tally, Counted> commit, Deadline deadline) {
    commits.add(commit);
    return Uni.createFrom().completionStage(gate).chain(() -> store.commit(commit, deadline));
  }

  @Override
  public Uni<Snapshot<Tally>> load(StreamId stream, Deadline deadline) {
    loads++;
    return store.load(stream, deadline);
  }
}
