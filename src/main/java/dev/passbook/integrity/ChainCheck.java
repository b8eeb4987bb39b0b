package dev.passbook.integrity;

import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import java.time.Instant;
import java.util.function.ObjLongConsumer;

/**
 * Checks that each row follows on the chain of the row before it.
 *
 * <p>Rows without a chain are in order at the beginning of a stream, since earlier releases wrote
 * none. The first chained row then begins the chain anew. If it continues one instead, the rows
 * before it have lost their chains. It is not thread-safe.
 */
final class ChainCheck {
  private static final String NOT_CHAINED = "The row has no chain, although an earlier row has one";
  static final String NOT_CHAINED_AFTER_CUT_OVER =
      "The row has no chain, although it was written after the cut-over";
  private static final String LOST = "The row has lost its chain, which a later row continues";
  private static final String BROKEN =
      "The row's chain does not follow from its content and from the row before";

  private final StreamId stream;
  private final Instant cutOver;
  private final ObjLongConsumer<String> findings;

  /** The last version before the next row. */
  private long version;

  /** What the next row follows on, if the rows before it are as they were written; or null. */
  private Chain continued;

  /** Whether the row before had no chain, so that the next one may begin the chain anew. */
  private boolean mayBegin;

  private boolean hasBegun;

  /** The first of the rows without a chain in front of the next one; 0 for none. */
  private long unchainedFrom;

  private Long chainedFrom;

  /**
   * @param start the state after which the check begins
   * @param cutOver the moment after which each row must have a chain; null if none is recorded
   * @param findings takes each finding and its version
   */
  ChainCheck(Snapshot<?> start, Instant cutOver, ObjLongConsumer<String> findings) {
    this.stream = start.stream();
    this.version = start.version();
    this.continued = start.exists() ? start.chain() : Chain.beginning(stream, 0);
    this.mayBegin = continued == null;
    this.hasBegun = start.exists() && continued != null;
    this.cutOver = cutOver;
    this.findings = findings;
  }

  /** Returns the first checked version whose row has a chain, or null. */
  Long chainedFrom() {
    return chainedFrom;
  }

  /** Notes that the row before is unknown, so that the next one may follow on any chain. */
  void lose() {
    continued = null;
    mayBegin = false;
    unchainedFrom = 0;
  }

  /**
   * Checks the next commit.
   *
   * @param at its time; null if it can't be read
   */
  void check(StoredCommit<?, ?> commit, Instant at) {
    try {
      check(commit, at, commit.chain());
    } catch (UnreadableHistory e) {
      findings.accept("The row's chain can't be read or computed", commit.version());
      lose();
    }
    version = Math.max(version, commit.lastVersion());
  }

  private void check(StoredCommit<?, ?> commit, Instant at, Chain recorded) {
    var expected = continued == null ? null : commit.chainAfter(continued);
    if (recorded == null) {
      noteUnchained(commit.version(), at);
      continued = expected;
    } else {
      compare(commit, recorded, expected);
      continued = recorded;
      mayBegin = false;
      hasBegun = true;
      unchainedFrom = 0;
      chainedFrom = chainedFrom == null ? Long.valueOf(commit.version()) : chainedFrom;
    }
  }

  private void noteUnchained(long where, Instant at) {
    if (cutOver != null && at != null && at.isAfter(cutOver)) {
      findings.accept(NOT_CHAINED_AFTER_CUT_OVER, where);
    } else if (hasBegun) {
      findings.accept(NOT_CHAINED, where);
    } else if (unchainedFrom == 0) {
      unchainedFrom = where;
    }
    mayBegin = true;
  }

  private void compare(StoredCommit<?, ?> commit, Chain recorded, Chain expected) {
    if (recorded.equals(expected)) {
      if (unchainedFrom > 0) {
        findings.accept(LOST, unchainedFrom);
      }
    } else if (mayBegin
        ? !recorded.equals(commit.chainAfter(Chain.beginning(stream, version)))
        : expected != null) {
      findings.accept(BROKEN, commit.version());
    }
  }
}
