package dev.passbook.operations;

import dev.passbook.account.Refusal;
import dev.passbook.banking.BankFigures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the bank does, as meters. Each is looked up once: a request only adds to it. */
@Singleton
class BankMeters implements BankFigures {
  private final DistributionSummary batch;
  private final Counter fromMemory;
  private final Counter fromTable;
  private final Map<Refusal.Reason, Counter> declined = new EnumMap<>(Refusal.Reason.class);
  private final Counter replayed;

  BankMeters(MeterRegistry registry) {
    batch =
        DistributionSummary.builder("passbook.batch.commands")
            .description("Commands that went together")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32)
            .register(registry);
    fromMemory = heads("memory", registry);
    fromTable = heads("table", registry);
    for (var reason : Refusal.Reason.values()) {
      declined.put(
          reason,
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

  private static Counter heads(String source, MeterRegistry registry) {
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
  public void head(boolean known) {
    (known ? fromMemory : fromTable).increment();
  }

  @Override
  public void declined(Refusal.Reason reason) {
    declined.get(reason).increment();
  }

  @Override
  public void replayed() {
    replayed.increment();
  }
}
