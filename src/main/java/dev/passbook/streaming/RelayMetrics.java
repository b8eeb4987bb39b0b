package dev.passbook.streaming;

import dev.passbook.eventstore.RecordedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/** Counts what the relay publishes and parks, and measures its lag. */
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

  public RelayMetrics(MeterRegistry registry, Clock clock) {
    this.clock = clock;
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
  }

  void published(RecordedEvent<?> event) {
    published.increment();
    // The writer's clock may be ahead of this one.
    var age = Duration.between(event.at(), clock.instant());
    lag.record(age.isNegative() ? Duration.ZERO : age);
  }

  void parked() {
    parked.increment();
  }
}
