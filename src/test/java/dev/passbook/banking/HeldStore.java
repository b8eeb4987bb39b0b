package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Records the calls to a store, and lets a test hold up its commits. */
public final class HeldStore extends StandInStore<Account, AccountEvent> {
  private final List<Commit<Account, AccountEvent>> commits = new ArrayList<>();
  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean holds;
  private int loads;
  private Supplier<Uni<Snapshot<Account>>> insteadOfLoads;
  private Predicate<Commit<Account, AccountEvent>> inTheWay = commit -> false;
  private Supplier<Uni<Committed<Account>>> insteadOfCommits;

  public HeldStore() {
    super(new InMemoryEventStore<>(new AccountCodec()));
  }

  /** Makes later commits wait. */
  public void hold() {
    holds = true;
  }

  /** Releases the commit that waits longest. */
  public void letThrough() {
    held.remove().run();
  }

  /** Releases all commits, and lets later ones through at once. */
  public void letAllThrough() {
    holds = false;
    while (!held.isEmpty()) {
      letThrough();
    }
  }

  void answersLoadsWith(Supplier<Uni<Snapshot<Account>>> answer) {
    insteadOfLoads = answer;
  }

  public void answersCommitsWith(Supplier<Uni<Committed<Account>>> answer) {
    standsInTheWay(commit -> answer != null, answer);
  }

  /** Replaces the store's reply to the commits that match. */
  public void standsInTheWay(
      Predicate<Commit<Account, AccountEvent>> which, Supplier<Uni<Committed<Account>>> answer) {
    inTheWay = which;
    insteadOfCommits = answer;
  }

  /** Returns the commits since the last call. */
  public List<Commit<Account, AccountEvent>> takeCommits() {
    var taken = List.copyOf(commits);
    commits.clear();
    return taken;
  }

  /** Returns, for each commit since the last call, the number of events in its first stream. */
  public List<Integer> takeSizes() {
    return takeCommits().stream().map(commit -> commit.appends().get(0).events().size()).toList();
  }

  public int takeLoads() {
    var taken = loads;
    loads = 0;
    return taken;
  }

  @Override
  public Uni<Committed<Account>> commit(Commit<Account, AccountEvent> commit, Deadline deadline) {
    commits.add(commit);
    var answer =
        Uni.createFrom()
            .deferred(
                () ->
                    inTheWay.test(commit)
                        ? insteadOfCommits.get()
                        : store.commit(commit, deadline));
    return holds ? held(answer) : answer;
  }

  private Uni<Committed<Account>> held(Uni<Committed<Account>> answer) {
    var release = new CompletableFuture<Void>();
    held.add(() -> release.complete(null));
    return Uni.createFrom().completionStage(release).chain(() -> answer);
  }

  @Override
  public Uni<Snapshot<Account>> load(StreamId stream, Deadline deadline) {
    loads++;
    return insteadOfLoads == null ? store.load(stream, deadline) : insteadOfLoads.get();
  }
}
