package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Backlog.Unpublished;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Keeps the gauges of parked accounts and of the oldest unpublished event up to date while nothing
 * happens. Each look counts the parked accounts, for half a read unit while there are none.
 */
public final class BacklogMonitor {
  private static final Logger LOG = Logger.getLogger(BacklogMonitor.class);
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * From this age on, a look asks whether another process has published the event. Two relays may
   * have started on it, or the account's shard may have moved.
   */
  private static final Duration DOUBTFUL = Duration.ofMinutes(1);

  private final ParkedAccounts parked;
  private final Cursors cursors;
  private final Backlog backlog;
  private final Clock clock;
  private volatile String lastFailure = "";
  private volatile Cancellable looking = () -> {};

  public BacklogMonitor(ParkedAccounts parked, Cursors cursors, RelayMetrics metrics, Clock clock) {
    this.parked = parked;
    this.cursors = cursors;
    this.backlog = metrics.backlog();
    this.clock = clock;
  }

  /** Looks at once, and then regularly until {@link #stop}. */
  public void start() {
    looking =
        Uni.createFrom()
            .deferred(this::look)
            .onFailure()
            .recoverWithItem(this::failed)
            .repeat()
            .withDelay(INTERVAL)
            .indefinitely()
            .subscribe()
            .with(done -> {}, failure -> LOG.error("The backlog's monitor has ended", failure));
  }

  public void stop() {
    looking.cancel();
  }

  Uni<Void> look() {
    var deadline = Deadline.in(LIMIT);
    return parked
        .count(deadline)
        .invoke(backlog::areParked)
        .invoke(() -> lastFailure = "")
        .chain(() -> Loop.until(isDone -> isDone, false, more -> recheck(deadline)))
        .replaceWithVoid();
  }

  /** Returns whether the event that has waited longest is still unpublished. */
  private Uni<Boolean> recheck(Deadline deadline) {
    return backlog
        .oldest()
        .filter(first -> first.getValue().at().isBefore(clock.instant().minus(DOUBTFUL)))
        .map(first -> isUnpublished(first, deadline))
        .orElseGet(() -> Uni.createFrom().item(true));
  }

  private Uni<Boolean> isUnpublished(Map.Entry<StreamId, Unpublished> first, Deadline deadline) {
    var account = first.getKey();
    return cursors
        .read(account, deadline)
        .map(cursor -> cursor.version() < first.getValue().version())
        .onFailure(UnreadableCursor.class)
        .recoverWithItem(true)
        .invoke(waits -> drop(first, waits));
  }

  private void drop(Map.Entry<StreamId, Unpublished> first, boolean waits) {
    if (!waits) {
      backlog.isDone(first.getKey(), first.getValue());
    }
  }

  /** Logs a failure once. The gauges keep what the last look found. */
  private Void failed(Throwable failure) {
    var text = FailureText.of(failure);
    if (!text.equals(lastFailure)) {
      LOG.warnf("The parked accounts can't be counted: %s", text);
    }
    lastFailure = text;
    return null;
  }
}
