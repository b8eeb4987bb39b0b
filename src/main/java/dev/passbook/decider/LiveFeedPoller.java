package dev.passbook.decider;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;

/**
 * Lets a feed look at the table at intervals, since other processes write too, and as soon as this
 * process has written.
 */
final class LiveFeedPoller {
  /** On a busy stream one look finds the events of many commits. */
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(25);

  private final LiveFeed<?> feed;
  private final Duration interval;
  private final VersionSignal nudges = new VersionSignal();
  private volatile long heeded;
  private Cancellable looking;

  LiveFeedPoller(LiveFeed<?> feed, Duration interval) {
    this.feed = feed;
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
            .with(round -> {}, feed::fail);
  }

  void stop() {
    looking.cancel();
  }

  void nudge() {
    nudges.rise();
  }

  /** Runs on a thread of its own, since the thread that nudges has a request to answer. */
  private Uni<Long> round() {
    return nudges
        .above(heeded, interval)
        .emitOn(Infrastructure.getDefaultExecutor())
        .invoke(() -> heeded = nudges.level())
        .chain(feed::look)
        .replaceWith(() -> heeded);
  }
}
