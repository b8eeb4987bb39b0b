package dev.passbook.operations;

import dev.passbook.account.Refusal;
import dev.passbook.decider.DeciderMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Counts what the decider does. It looks up each meter only once, so a request just adds to it. */
@Singleton
class MicrometerDeciderMetrics implements DeciderMetrics {
  private final DistributionSummary batch;
  private final Counter fromCache;
  private final Counter fromTable;
  private final Map<String, Counter> declined = new HashMap<>();
  private final Counter replayed;

  MicrometerDeciderMetrics(MeterRegistry registry) {
    batch =
        DistributionSummary.builder("passbook.batch.commands")
            .description("Commands that went together")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32)
            .register(registry);
    fromCache = states("memory", registry);
    fromTable = states("table", registry);
    for (var reason : Refusal.Reason.values()) {
      declined.put(
          reason.name(),
          Counter.builder("passbook.declined")
              .description("Commands that were answered with a refusal")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    replayed =
        Counter.builder("passbook.replayed")
            .description("Requests that were given the answer of an earlier one with their key")
            .register(registry);
  }

  private static Counter states(String source, MeterRegistry registry) {
    return Counter.builder("passbook.heads")
        .description("Where an attempt to write had its accounts' heads from")
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

  @Override
  public void declined(String reason) {
    declined.get(reason).increment();
  }

  @Override
  public void replayed() {
    replayed.increment();
  }
}
