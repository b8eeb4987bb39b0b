package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.Retry;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Commands on the same accounts on their way: known or loaded state, decisions, one commit, and an
 * answer to each.
 *
 * <p>What is recorded is answered when the commit stands. What is not (a refusal, an account that
 * is not there, another version than expected) rests on a state, and is answered when that is
 * proven: it was read for this batch, or the commit of its batch followed on it. A head from memory
 * proves nothing.
 */
final class GroupCommit {
  private static final Retry RETRY = new Retry(Duration.ofMillis(5), Duration.ofMillis(100));

  private final EventStore<Account, AccountEvent> store;
  private final Heads heads;
  private final Clock clock;
  private final BankFigures figures;

  GroupCommit(
      EventStore<Account, AccountEvent> store, Heads heads, Clock clock, BankFigures figures) {
    this.store = store;
    this.heads = heads;
    this.clock = clock;
    this.figures = figures;
  }

  /**
   * Attempts again and again while other writers win the race and the deadlines allow. Whatever
   * fails, each command is told.
   *
   * @param commands on the same accounts, none of them under the same key
   */
  Uni<Void> settle(List<Waiting> commands) {
    return commands.isEmpty() ? done() : attempts(commands);
  }

  private Uni<Void> attempts(List<Waiting> commands) {
    figures.batch(commands.size());
    return RETRY
        .until(
            latestDeadline(commands).earlierBy(Waiting.RESERVE),
            VersionConflict.class::isInstance,
            Uni.createFrom().deferred(() -> attempt(commands)))
        .onFailure()
        .recoverWithUni(failure -> fail(commands, failure));
  }

  private Uni<Void> attempt(List<Waiting> commands) {
    var due = commands.stream().filter(Waiting::isDue).toList();
    return due.isEmpty()
        ? done()
        : heads
            .known(streams(due))
            .map(known -> attemptOn(known, due))
            .orElseGet(() -> attemptOnFresh(due));
  }

  /** If nothing is recorded, no commit tells whether the heads are still the newest. */
  private Uni<Void> attemptOn(List<Snapshot<Account>> known, List<Waiting> due) {
    var batch = decide(due, known);
    if (batch.recordsNothing()) {
      return attemptOnFresh(due);
    }
    figures.head(true);
    return commit(batch);
  }

  private Uni<Void> attemptOnFresh(List<Waiting> due) {
    return load(due)
        .map(fresh -> decide(due, fresh))
        .chain(batch -> batch.recordsNothing() ? answerUnrecorded(batch) : commit(batch));
  }

  private Uni<List<Snapshot<Account>>> load(List<Waiting> due) {
    var streams = streams(due);
    if (due.get(0).handling().command().opensAccount()) {
      return Uni.createFrom().item(streams.stream().map(Snapshot::<Account>none).toList());
    }
    figures.head(false);
    var deadline = latestDeadline(due);
    var loads = streams.stream().map(stream -> store.load(stream, deadline)).toList();
    var loaded =
        loads.size() == 1 ? loads.get(0).map(List::of) : Uni.join().all(loads).andFailFast();
    return loaded.invoke(heads::read);
  }

  /** Only a command that has not been answered meanwhile is decided: from here on it may happen. */
  private Batch decide(List<Waiting> due, List<Snapshot<Account>> accounts) {
    var waiting = due.stream().filter(Waiting::isSent).toList();
    var batch = Batch.decide(waiting, accounts, now(accounts));
    batch.unrecorded().keySet().forEach(Waiting::isNotApplied);
    return batch;
  }

  private Uni<Void> commit(Batch batch) {
    return store
        .commit(batch.commit(), latestDeadline(batch.recorded().keySet()))
        .onFailure(VersionConflict.class)
        .invoke(() -> loseRace(batch))
        .chain(standing -> standing.isEmpty() ? answer(batch) : goOnWithout(standing, batch))
        .onFailure(UnreadableHistory.class)
        .recoverWithUni(failure -> goOnApart(batch.commands(), failure));
  }

  private void loseRace(Batch batch) {
    heads.doubt(batch.before());
    batch.recorded().keySet().forEach(Waiting::losesRace);
  }

  private Uni<Void> answer(Batch batch) {
    heads.written(batch.after());
    batch
        .recorded()
        .forEach((command, verdict) -> command.reply(new Reply(verdict.answer(), false)));
    return answerUnrecorded(batch);
  }

  private static Uni<Void> answerUnrecorded(Batch batch) {
    batch.unrecorded().forEach(Waiting::reply);
    return done();
  }

  /** Keys that were used before keep a whole batch out: they get their first answers, and go. */
  private Uni<Void> goOnWithout(List<Marker> standing, Batch batch) {
    var earlier = standing.stream().collect(Collectors.toMap(Marker::key, Function.identity()));
    batch.recorded().keySet().forEach(Waiting::isNotApplied);
    batch
        .recorded()
        .keySet()
        .forEach(command -> command.markerKey().map(earlier::get).ifPresent(command::replay));
    return attempt(batch.commands());
  }

  /** One key's marker that can't be read is no matter of the commands beside it. */
  private Uni<Void> goOnApart(List<Waiting> commands, Throwable failure) {
    if (commands.size() == 1) {
      return Uni.createFrom().failure(failure);
    }
    commands.forEach(Waiting::isNotApplied);
    return Multi.createFrom()
        .iterable(commands)
        .onItem()
        .transformToUniAndConcatenate(command -> settle(List.of(command)))
        .collect()
        .last();
  }

  private Uni<Void> fail(List<Waiting> commands, Throwable failure) {
    heads.forget(streams(commands));
    commands.forEach(command -> command.batchFails(failure));
    return done();
  }

  private static List<StreamId> streams(List<Waiting> commands) {
    return commands.get(0).accounts().stream().map(AccountIds::stream).toList();
  }

  private static Deadline latestDeadline(Collection<Waiting> commands) {
    return commands.stream()
        .map(Waiting::deadline)
        .reduce((one, other) -> one.remaining().compareTo(other.remaining()) > 0 ? one : other)
        .orElseThrow();
  }

  /** One moment for all that is recorded together, and never before what is recorded already. */
  private Instant now(List<Snapshot<Account>> accounts) {
    var latest =
        accounts.stream()
            .map(Snapshot::updatedAt)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null);
    return Timestamp.notBefore(latest, clock.instant());
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
