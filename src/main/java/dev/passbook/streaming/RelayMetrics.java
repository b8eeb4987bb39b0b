package dev.passbook.streaming;

import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Backlog.Unpublished;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts what the relay publishes and parks, and measures its lag and its backlog. */
public final class RelayMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofHours(1)
  };

  private final Clock clock;
  private final Counter published;
  private final Counter parked;
  private final Timer lag;
  private final Backlog backlog;

  public RelayMetrics(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.backlog = new Backlog(clock);
    this.published =
        Counter.builder("passbook.relay.published")
            .description("Events that Kinesis acknowledged, repeats included")
            .register(registry);
    this.parked =
        Counter.builder("passbook.relay.parked")
            .description("Accounts that the relay parked")
            .register(registry);
    this.lag =
        Timer.builder("passbook.relay.lag")
            .description("From when an event was recorded until Kinesis acknowledged it")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    Gauge.builder("passbook.relay.parked.accounts", backlog, Backlog::parkedAccounts)
        .description("Accounts that are parked now")
        .register(registry);
    TimeGauge.builder(
            "passbook.relay.oldest.unpublished", backlog, TimeUnit.SECONDS, Backlog::oldestSeconds)
        .description("The age of the oldest event that is known to be unpublished")
        .register(registry);
  }

  Backlog backlog() {
    return backlog;
  }

  void published(RecordedEvent<?> event) {
    published.increment();
    // The writer's clock may be ahead of this one.
    var age = Duration.between(event.at(), clock.instant());
    lag.record(age.isNegative() ? Duration.ZERO : age);
  }

  /** Notes that this event is the account's first one that is not published. */
  void waits(RecordedEvent<?> event) {
    backlog.waits(event.stream(), new Unpublished(event.version(), event.at()));
  }

  /** Notes that an account's publication failed for now. */
  void fails(StreamId account) {
    backlog.fails(account);
  }

  /** Notes that all events of an account are published, or that the table lists it as parked. */
  void isDone(StreamId account) {
    backlog.isDone(account);
  }

  void parked() {
    parked.increment();
  }
}
