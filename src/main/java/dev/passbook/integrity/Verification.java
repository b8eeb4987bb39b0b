package dev.passbook.integrity;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.RateLimiter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Verifies the histories of streams, several at once. It checks each stream up to the head that the
 * stream has when its turn comes, and goes on after a finding. It holds only one page of rows of
 * each stream in memory.
 */
public final class Verification {
  private static final Logger LOG = Logger.getLogger(Verification.class);
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final int STREAMS_AT_ONCE = 8;

  private final AccountChecks checks;
  private final Instant cutOver;
  private final PublishedEvents published;
  private final RateLimiter pace;
  private final Consumer<StreamFinding> listener;
  private final AtomicLong streams = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong findings = new AtomicLong();
  private final AtomicLong unchained = new AtomicLong();

  /**
   * Creates a verification.
   *
   * @param cutOver the moment after which each row must have a chain; null if none is recorded
   * @param rowsASecond the limit over all streams
   * @param listener receives each finding, from several threads
   */
  public Verification(
      AccountChecks checks,
      Instant cutOver,
      PublishedEvents published,
      int rowsASecond,
      Consumer<StreamFinding> listener) {
    this.checks = checks;
    this.cutOver = cutOver;
    this.published = published;
    this.pace = new RateLimiter(rowsASecond);
    this.listener = listener;
  }

  /**
   * Verifies streams.
   *
   * @return fails with {@link StoreUnavailable} when the store gives no response in time
   */
  public Uni<Void> of(List<StreamId> some) {
    return pace.turns(0)
        .chain(
            () ->
                Multi.createFrom()
                    .iterable(some)
                    .onItem()
                    .transformToUni(this::one)
                    .merge(STREAMS_AT_ONCE)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  /** Verifies the streams that were published and that {@link #of} has not verified. */
  public Uni<Void> ofTheOthersPublished() {
    return Multi.createFrom()
        .iterable(published.left())
        .onItem()
        .transformToUni(stream -> pace.turns(2).chain(() -> compare(stream)))
        .merge(STREAMS_AT_ONCE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Counts rows that were read to find the streams. The next reads wait for them. */
  void countRead(int rows) {
    pace.book(rows);
  }

  /** Counts the findings of an interrupted run that this one continues. */
  void countEarlier(long earlier) {
    findings.addAndGet(earlier);
  }

  public long streams() {
    return streams.get();
  }

  public long events() {
    return events.get();
  }

  public long findings() {
    return findings.get();
  }

  /** Returns whether every row after the cut-over has a chain. */
  public boolean isChainedAfterCutOver() {
    return unchained.get() == 0;
  }

  private Uni<Void> one(StreamId stream) {
    return pace.turns(1)
        .chain(() -> checks.begin(stream, 0, cutOver, Deadline.in(STEP)))
        .chain(found -> found.either(this::whole, missing -> nothing(stream)))
        .chain(() -> compare(stream))
        .invoke(streams::incrementAndGet)
        .onFailure(Verification::concernsOneStream)
        .recoverWithUni(failure -> broken(stream, failure));
  }

  private static boolean concernsOneStream(Throwable failure) {
    return failure instanceof RuntimeException && !(failure instanceof StoreUnavailable);
  }

  private Uni<Void> whole(AccountCheck check) {
    return Loop.until(AccountCheck::isAtHead, check, this::page)
        .invoke(done -> events.addAndGet(done.version()))
        .replaceWithVoid();
  }

  private Uni<AccountCheck> page(AccountCheck check) {
    return check
        .page(Deadline.in(STEP))
        .invoke(page -> tell(check.stream(), page.findings()))
        .chain(page -> pace.turns(page.rows() + page.legs()))
        .replaceWith(check);
  }

  private Uni<Void> nothing(StreamId stream) {
    tell(stream, List.of(new Finding(1, "The stream has no event")));
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> compare(StreamId stream) {
    return published
        .take(stream)
        .map(
            head ->
                new PublishedCheck(checks.log(), Deadline.in(STEP))
                    .check(stream, head)
                    .invoke(found -> tell(stream, found))
                    .replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** Reports a stream that can't be checked. The check of other streams goes on. */
  private Uni<Void> broken(StreamId stream, Throwable failure) {
    LOG.errorf(failure, "%s can't be checked to its end", stream);
    tell(stream, List.of(new Finding(1, "The stream can't be checked to its end; see the log")));
    return Uni.createFrom().voidItem();
  }

  private void tell(StreamId stream, List<Finding> found) {
    for (var finding : found) {
      findings.incrementAndGet();
      if (finding.text().equals(ChainCheck.NOT_CHAINED_AFTER_CUT_OVER)) {
        unchained.incrementAndGet();
      }
      listener.accept(new StreamFinding(stream, finding.version(), finding.text()));
    }
  }
}
