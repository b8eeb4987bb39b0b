package dev.passbook.operations;

import dev.passbook.account.Refusal;
import dev.passbook.decider.DeciderMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what the decider does. It looks up each meter only once, so a request just adds to it. */
@Singleton
class MicrometerDeciderMetrics implements DeciderMetrics {
  private final DistributionSummary batch;
  private final Counter fromCache;
  private final Counter fromTable;
  private final Map<String, Counter> declined = new ConcurrentHashMap<>();
  private final Counter replayed;
  private final MeterRegistry registry;

  MicrometerDeciderMetrics(MeterRegistry registry) {
    this.registry = registry;
    batch =
        DistributionSummary.builder("passbook.batch.commands")
            .description("Commands in one batch")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32)
            .register(registry);
    fromCache = states("memory", registry);
    fromTable = states("table", registry);
    for (var reason : Refusal.Reason.values()) {
      declined.put(reason.name(), refusals(reason.name()));
    }
    replayed =
        Counter.builder("passbook.replayed")
            .description("Requests that got the response of an earlier one with the same key")
            .register(registry);
  }

  private Counter refusals(String reason) {
    return Counter.builder("passbook.declined")
        .description("Commands that were refused")
        .tag("reason", reason.toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private static Counter states(String source, MeterRegistry registry) {
    return Counter.builder("passbook.heads")
        .description("Where an attempt to write got its accounts' states from")
        .tag("source", source)
        .register(registry);
  }

  @Override
  public void batch(int commands) {
    batch.record(commands);
  }

  @Override
  public void state(boolean cached) {
    (cached ? fromCache : fromTable).increment();
  }

  /** Some reasons are not in a state but in the history or in a claim. They are few as well. */
  @Override
  public void declined(String reason) {
    declined.computeIfAbsent(reason, this::refusals).increment();
  }

  @Override
  public void replayed() {
    replayed.increment();
  }
}
