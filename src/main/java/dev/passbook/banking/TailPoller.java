package dev.passbook.banking;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;

/**
 * Has a tail look at the table at intervals, because other processes write too, and as soon as this
 * one has written.
 */
final class TailPoller {
  /** On a busy account a look takes up what many commits brought. */
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(25);

  private final Tail tail;
  private final Duration interval;
  private final Watermark nudges = new Watermark();
  private volatile long heeded;
  private Cancellable looking;

  TailPoller(Tail tail, Duration interval) {
    this.tail = tail;
    this.interval = interval;
  }

  void start() {
    looking =
        Multi.createBy()
            .repeating()
            .uni(this::round)
            .withDelay(SHORTEST_INTERVAL)
            .indefinitely()
            .subscribe()
            .with(round -> {}, tail::fail);
  }

  void stop() {
    looking.cancel();
  }

  void nudge() {
    nudges.rise();
  }

  /** On a thread of its own: whoever nudges has a request to answer. */
  private Uni<Long> round() {
    return nudges
        .above(heeded, interval)
        .emitOn(Infrastructure.getDefaultExecutor())
        .invoke(() -> heeded = nudges.level())
        .chain(tail::look)
        .replaceWith(() -> heeded);
  }
}
