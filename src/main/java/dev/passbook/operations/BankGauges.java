package dev.passbook.operations;

import dev.passbook.banking.Bank;
import dev.passbook.banking.Tails;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** How much waits, and who listens: looked up when somebody asks, and at no request's cost. */
@Singleton
class BankGauges implements MeterBinder {
  private final Bank bank;
  private final Tails tails;

  BankGauges(Bank bank, Tails tails) {
    this.bank = bank;
    this.tails = tails;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("passbook.lanes.waiting", bank, Bank::waiting)
        .description("Commands that wait for their accounts' lanes")
        .register(registry);
    Gauge.builder("passbook.lanes.longest", bank, Bank::longestLane)
        .description("Commands that wait in the longest lane")
        .register(registry);
    Gauge.builder("passbook.sse.clients", tails, Tails::listeners)
        .description("Clients that listen to an account's events")
        .register(registry);
  }
}
