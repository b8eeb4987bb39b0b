package dev.passbook.integrity;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Loop;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The check of an account within one request. It stops early at a limit of events or transfers, or
 * when its time is nearly spent. It is not thread-safe.
 */
final class IntegrityRun {
  private static final long MOST_EVENTS = 10_000;
  private static final int MOST_LEGS = 1_000;

  /** What is left for the response when a check stops for want of time. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final AccountCheck check;
  private final Deadline deadline;
  private final long start;
  private final List<Finding> findings = new ArrayList<>();
  private int legs;

  IntegrityRun(AccountCheck check, Deadline deadline) {
    this.check = check;
    this.deadline = deadline;
    this.start = check.version();
  }

  /** Checks one page at least, so that a check that goes on always gets further. */
  Uni<IntegrityReport> report() {
    return page()
        .chain(first -> Loop.until(version -> isOver(), first, version -> page()))
        .map(version -> result());
  }

  private boolean isOver() {
    return check.isAtHead()
        || check.version() - start >= MOST_EVENTS
        || legs >= MOST_LEGS
        || deadline.earlierBy(RESERVE).hasPassed();
  }

  /** Returns the last version that is checked now. */
  private Uni<Long> page() {
    return check.page(deadline).invoke(this::add).map(page -> check.version());
  }

  private void add(AccountCheck.Page page) {
    findings.addAll(page.findings());
    legs += page.legs();
  }

  private IntegrityReport result() {
    var next = check.isAtHead() ? OptionalLong.empty() : OptionalLong.of(check.version());
    next.ifPresent(
        version ->
            findings.add(new Finding(version + 1, "Nothing is checked from this version on")));
    return new IntegrityReport(
        AccountIds.of(check.stream()),
        check.head(),
        check.chainOfHead(),
        check.chainedFrom(),
        findings,
        check.version() - start,
        legs,
        next);
  }
}
