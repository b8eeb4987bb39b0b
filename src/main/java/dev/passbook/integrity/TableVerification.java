package dev.passbook.integrity;

import dev.passbook.eventstore.Deadline;
import dev.passbook.streaming.AccountScan;
import dev.passbook.streaming.Checkpoints;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Verifies all streams of the table. A run that is started again under its name continues where it
 * was interrupted, and still knows how much it had found. It verifies at most one page of streams
 * twice.
 */
public final class TableVerification {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofDays(30);

  private final AccountScan scan;
  private final Checkpoints checkpoints;
  private final Clock clock;
  private final Verification verification;
  private final AtomicLong noted = new AtomicLong();

  public TableVerification(
      AccountScan scan, Checkpoints checkpoints, Clock clock, Verification verification) {
    this.scan = scan;
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.verification = verification;
  }

  /**
   * Verifies the streams.
   *
   * @param name of the run
   * @param rowsRead receives the number of the table's rows read for each page of streams
   * @return fails when the store gives no response in time
   */
  public Uni<Void> run(String name, IntConsumer rowsRead) {
    var checkpoint = "verify-" + name;
    return checkpoints
        .find(findingsOf(checkpoint), Deadline.in(STEP))
        .invoke(found -> found.map(Long::parseLong).ifPresent(this::continueWith))
        .chain(
            () ->
                scan.over(
                    checkpoint,
                    page -> verification.of(page).chain(() -> note(checkpoint)),
                    rowsRead.andThen(verification::countRead)))
        .chain(verification::ofTheOthersPublished)
        .chain(() -> note(checkpoint));
  }

  private static String findingsOf(String checkpoint) {
    return checkpoint + "-findings";
  }

  private void continueWith(long findings) {
    noted.set(findings);
    verification.countEarlier(findings);
  }

  /** Stores the number of findings before the scan moves on, so that none is forgotten. */
  private Uni<Void> note(String checkpoint) {
    var findings = verification.findings();
    return noted.getAndSet(findings) == findings
        ? Uni.createFrom().voidItem()
        : checkpoints.put(
            findingsOf(checkpoint),
            Long.toString(findings),
            clock.instant().plus(RETENTION),
            Deadline.in(STEP));
  }
}
