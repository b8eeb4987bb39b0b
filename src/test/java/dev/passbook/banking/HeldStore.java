package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A store that keeps account of what it is asked, and whose commits the test can hold up. */
public final class HeldStore extends StandInStore {
  private final List<Commit<Account, AccountEvent>> commits = new ArrayList<>();
  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean holds;
  private int loads;
  private Supplier<Uni<Snapshot<Account>>> insteadOfLoads;
  private Predicate<Commit<Account, AccountEvent>> inTheWay = commit -> false;
  private Supplier<Uni<List<Marker>>> insteadOfCommits;

  public HeldStore() {
    super(new InMemoryEventStore<>(new AccountCodec()));
  }

  /** From now on commits wait. */
  public void hold() {
    holds = true;
  }

  /** Lets the commit that waits longest through, to what the store says to it. */
  public void letThrough() {
    held.remove().run();
  }

  /** Lets everything through, from now on at once. */
  public void letAllThrough() {
    holds = false;
    while (!held.isEmpty()) {
      letThrough();
    }
  }

  void answersLoadsWith(Supplier<Uni<Snapshot<Account>>> answer) {
    insteadOfLoads = answer;
  }

  public void answersCommitsWith(Supplier<Uni<List<Marker>>> answer) {
    standsInTheWay(commit -> answer != null, answer);
  }

  /** Has some commits answered otherwise than by the store. */
  public void standsInTheWay(
      Predicate<Commit<Account, AccountEvent>> which, Supplier<Uni<List<Marker>>> answer) {
    inTheWay = which;
    insteadOfCommits = answer;
  }

  /** The commits that it was asked for since the last look. */
  public List<Commit<Account, AccountEvent>> takeCommits() {
    var taken = List.copyOf(commits);
    commits.clear();
    return taken;
  }

  /** How many events each commit since the last look would have recorded in its first stream. */
  public List<Integer> takeSizes() {
    return takeCommits().stream().map(commit -> commit.appends().get(0).events().size()).toList();
  }

  public int takeLoads() {
    var taken = loads;
    loads = 0;
    return taken;
  }

  @Override
  public Uni<List<Marker>> commit(Commit<Account, AccountEvent> commit, Deadline deadline) {
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

  private Uni<List<Marker>> held(Uni<List<Marker>> answer) {
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
