package dev.passbook.integrity;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads the state after which a check of a history begins.
 *
 * @param cutOver the moment after which each row must have a chain; null if none is recorded
 */
record HistoryStart(
    CommitLog<Account, AccountEvent> log,
    EventStore<Account, AccountEvent> store,
    Instant cutOver,
    Deadline deadline) {
  private static final AccountCodec CODEC = new AccountCodec();

  /**
   * Returns a check that begins after a version. A version within a row begins at that row.
   *
   * @param version 0 for the beginning
   */
  Uni<HistoryCheck<Account, AccountEvent>> after(StreamId stream, long version) {
    return version == 0
        ? Uni.createFrom().item(check(Snapshot.none(stream), null))
        : log.upTo(stream, version, deadline)
            .chain(
                row ->
                    row.isPresent() && row.get().lastVersion() > version
                        ? after(stream, row.get().version() - 1)
                        : afterRow(stream, version, row))
            .onFailure(UnreadableHistory.class)
            .recoverWithItem(() -> unknown(stream, version));
  }

  private Uni<HistoryCheck<Account, AccountEvent>> afterRow(
      StreamId stream, long version, Optional<StoredCommit<Account, AccountEvent>> row) {
    var chain = row.filter(last -> last.lastVersion() == version).map(StoredCommit::chain);
    return store
        .loadVersion(stream, version, deadline)
        .chain(
            state ->
                state.version() == version
                    ? store
                        .readForward(stream, 0, 1, deadline)
                        .map(first -> at(state.chained(chain.orElse(null)), first))
                    : Uni.createFrom().item(unknown(stream, version)));
  }

  private HistoryCheck<Account, AccountEvent> at(
      Snapshot<Account> state, List<RecordedEvent<AccountEvent>> first) {
    return check(state, first.isEmpty() ? null : first.get(0).event());
  }

  private HistoryCheck<Account, AccountEvent> unknown(StreamId stream, long version) {
    var check = check(new Snapshot<>(stream, version, null, null, null), null);
    check.find(version, "The state at this version can't be read");
    // The row after it may continue a chain that is not known here.
    check.chain().lose();
    return check;
  }

  private HistoryCheck<Account, AccountEvent> check(Snapshot<Account> state, AccountEvent first) {
    return new HistoryCheck<>(CODEC, state, first, cutOver);
  }
}
