package dev.passbook.integrity;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Stream;

/**
 * The check of one account, page by page up to a head that was read first. It is not thread-safe.
 */
final class AccountCheck {
  private static final int ROWS_A_PAGE = 200;

  private final CommitLog<Account, AccountEvent> log;
  private final StreamId stream;
  private final StoredCommit<Account, AccountEvent> head;
  private final HistoryCheck<Account, AccountEvent> check;
  private final TransferLegs transfers;

  AccountCheck(
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
  }

  /**
   * The result of the check of a page.
   *
   * @param rows how many rows were read
   * @param legs how many legs of transfers were read for it in other accounts
   */
  record Page(int rows, int legs, List<Finding> findings) {}

  StreamId stream() {
    return stream;
  }

  /** Returns the last version that was checked. */
  long version() {
    return check.version();
  }

  long head() {
    return head.lastVersion();
  }

  boolean isAtHead() {
    return check.version() >= head.lastVersion();
  }

  /** Returns the first checked version whose row has a chain, or null. */
  Long chainedFrom() {
    return check.chain().chainedFrom();
  }

  /** Returns the chain of the head's row, or null if it has none or can't be read. */
  Chain chainOfHead() {
    try {
      return head.chain();
    } catch (UnreadableHistory e) {
      return null;
    }
  }

  /** Checks the next page. The findings are those since the page before. */
  Uni<Page> page(Deadline deadline) {
    return log.after(stream, check.version(), ROWS_A_PAGE, deadline)
        .chain(commits -> page(commits, legsIn(commits), deadline));
  }

  private Uni<Page> page(
      List<StoredCommit<Account, AccountEvent>> commits,
      List<RecordedEvent<AccountEvent>> legs,
      Deadline deadline) {
    return transfers
        .check(legs, deadline)
        .map(found -> Stream.concat(check.takeFindings().stream(), found.stream()).toList())
        .map(findings -> new Page(commits.size(), legs.size(), findings));
  }

  /**
   * Checks these commits and returns the legs of transfers in them. Newer ones than the head are
   * not checked. If there are no others, the rest up to the head is missing.
   */
  private List<RecordedEvent<AccountEvent>> legsIn(
      List<StoredCommit<Account, AccountEvent>> commits) {
    var upToHead = commits.stream().filter(row -> row.version() <= head.lastVersion()).toList();
    if (upToHead.isEmpty()) {
      check.endAt(head.lastVersion());
    }
    return upToHead.stream()
        .flatMap(row -> check.check(row).stream())
        .filter(TransferLegs::isLeg)
        .toList();
  }
}
