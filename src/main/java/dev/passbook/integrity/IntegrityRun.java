package dev.passbook.integrity;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One check of an account, page by page up to a head that was read first. It stops early after so
 * many events or transfers, or when its time is nearly spent. It is not thread-safe.
 */
final class IntegrityRun {
  private static final int ROWS_A_PAGE = 200;
  private static final long MOST_EVENTS = 10_000;
  private static final int MOST_LEGS = 1_000;

  /** What is left for the response when a check stops for want of time. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final CommitLog<Account, AccountEvent> log;
  private final StreamId stream;
  private final StoredCommit<Account, AccountEvent> head;
  private final HistoryCheck<Account, AccountEvent> check;
  private final TransferLegs transfers;
  private final Deadline deadline;
  private final long start;
  private int legs;

  IntegrityRun(
      CommitLog<Account, AccountEvent> log,
      StreamId stream,
      StoredCommit<Account, AccountEvent> head,
      HistoryCheck<Account, AccountEvent> check,
      TransferLegs transfers) {
    this.log = log;
    this.stream = stream;
    this.head = head;
    this.check = check;
    this.transfers = transfers;
    this.deadline = transfers.deadline();
    this.start = check.version();
  }

  /** Checks one page at least, so that a check that goes on always gets further. */
  Uni<IntegrityReport> report() {
    return page()
        .chain(first -> Loop.until(version -> isOver(), first, version -> page()))
        .map(version -> result());
  }

  private boolean isAtHead() {
    return check.version() >= head.lastVersion();
  }

  private boolean isOver() {
    return isAtHead()
        || check.version() - start >= MOST_EVENTS
        || legs >= MOST_LEGS
        || deadline.earlierBy(RESERVE).hasPassed();
  }

  /** Returns the last version that is checked now. */
  private Uni<Long> page() {
    return log.after(stream, check.version(), ROWS_A_PAGE, deadline)
        .map(this::check)
        .chain(transfers::check)
        .invoke(check.findings()::addAll)
        .map(found -> check.version());
  }

  /** Returns the legs of transfers in these commits. Newer ones than the head are not checked. */
  private List<RecordedEvent<AccountEvent>> check(
      List<StoredCommit<Account, AccountEvent>> commits) {
    var found = new ArrayList<RecordedEvent<AccountEvent>>();
    for (var commit : commits) {
      if (commit.version() <= head.lastVersion()) {
        check.check(commit).stream().filter(TransferLegs::isLeg).forEach(found::add);
      }
    }
    if (commits.isEmpty()) {
      check.endAt(head.lastVersion());
    }
    legs += found.size();
    return found;
  }

  private IntegrityReport result() {
    var next = isAtHead() ? OptionalLong.empty() : OptionalLong.of(check.version());
    next.ifPresent(version -> check.find(version + 1, "Nothing is checked from this version on"));
    return new IntegrityReport(
        AccountIds.of(stream),
        head.lastVersion(),
        chain(),
        check.chain().chainedFrom(),
        check.findings(),
        check.version() - start,
        next);
  }

  private Chain chain() {
    try {
      return head.chain();
    } catch (UnreadableHistory e) {
      return null;
    }
  }
}
