package dev.passbook.integrity;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.Lookup;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.streaming.Cursor;
import dev.passbook.streaming.Cursors;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Checks the histories of accounts. An account that the caller may not read is missing. */
@ApplicationScoped
public class IntegrityChecks {
  private static final AccountCodec CODEC = new AccountCodec();

  private final CommitLog<Account, AccountEvent> log;
  private final EventStore<Account, AccountEvent> store;
  private final History history;
  private final Cursors cursors;

  IntegrityChecks(
      CommitLog<Account, AccountEvent> log,
      EventStore<Account, AccountEvent> store,
      History history,
      Cursors cursors) {
    this.log = log;
    this.store = store;
    this.history = history;
    this.cursors = cursors;
  }

  /**
   * Checks an account's history up to its newest version, or as far as one request may take it.
   *
   * @param after the version after which the check begins; 0 for the beginning. A check that begins
   *     later relies on the state at that version.
   */
  Uni<Lookup<IntegrityReport>> check(Caller caller, UUID account, long after, Deadline deadline) {
    return history
        .canReadDespiteDamage(caller, account, deadline)
        .chain(yes -> yes ? check(account, after, deadline) : missing(Missing.ACCOUNT));
  }

  /** The cursor is read before the head, so that it can't be ahead because of a new event. */
  private Uni<Lookup<IntegrityReport>> check(UUID account, long after, Deadline deadline) {
    var stream = AccountIds.stream(account);
    return cursors
        .read(stream, deadline)
        .chain(
            cursor ->
                log.upTo(stream, Long.MAX_VALUE, deadline)
                    .chain(
                        head ->
                            head.map(newest -> upTo(newest, cursor, after, deadline))
                                .orElseGet(() -> missing(Missing.ACCOUNT))));
  }

  private Uni<Lookup<IntegrityReport>> upTo(
      StoredCommit<Account, AccountEvent> head, Cursor cursor, long after, Deadline deadline) {
    if (head.lastVersion() <= after) {
      return missing(Missing.VERSION);
    }
    var transfers = new TransferLegs(store, deadline);
    return begin(cursor.stream(), after, deadline)
        .invoke(check -> checkCursor(cursor, head, check))
        .chain(check -> new IntegrityRun(log, cursor.stream(), head, check, transfers).report())
        .map(Lookup::found);
  }

  private static void checkCursor(
      Cursor cursor,
      StoredCommit<Account, AccountEvent> head,
      HistoryCheck<Account, AccountEvent> check) {
    if (cursor.version() > head.lastVersion()) {
      check.find(head.lastVersion() + 1, "The relay has published this version, and it is missing");
    }
  }

  private static <T> Uni<Lookup<T>> missing(Missing what) {
    return Uni.createFrom().item(Lookup.missing(what));
  }

  private Uni<HistoryCheck<Account, AccountEvent>> begin(
      StreamId stream, long after, Deadline deadline) {
    return after == 0
        ? Uni.createFrom().item(new HistoryCheck<>(CODEC, Snapshot.none(stream), null))
        : log.upTo(stream, after, deadline)
            .chain(
                row ->
                    row.isPresent() && row.get().lastVersion() > after
                        ? begin(stream, row.get().version() - 1, deadline)
                        : beginAfter(stream, after, row, deadline))
            .onFailure(UnreadableHistory.class)
            .recoverWithItem(() -> beginUnknown(stream, after));
  }

  private Uni<HistoryCheck<Account, AccountEvent>> beginAfter(
      StreamId stream,
      long after,
      Optional<StoredCommit<Account, AccountEvent>> row,
      Deadline deadline) {
    var chain = row.filter(last -> last.lastVersion() == after).map(StoredCommit::chain);
    return store
        .loadVersion(stream, after, deadline)
        .chain(
            state ->
                state.version() == after
                    ? store
                        .readForward(stream, 0, 1, deadline)
                        .map(first -> beginAt(state.chained(chain.orElse(null)), first))
                    : Uni.createFrom().item(beginUnknown(stream, after)));
  }

  private static HistoryCheck<Account, AccountEvent> beginAt(
      Snapshot<Account> state, List<RecordedEvent<AccountEvent>> first) {
    return new HistoryCheck<>(CODEC, state, first.isEmpty() ? null : first.get(0).event());
  }

  private static HistoryCheck<Account, AccountEvent> beginUnknown(StreamId stream, long after) {
    var unknown = new Snapshot<Account>(stream, after, null, null, null);
    var check = new HistoryCheck<Account, AccountEvent>(CODEC, unknown, null);
    check.find(after, "The state at this version can't be read");
    // The row after it may continue a chain that is not known here.
    check.chain().lose();
    return check;
  }
}
