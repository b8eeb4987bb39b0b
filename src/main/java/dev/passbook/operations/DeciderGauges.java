package dev.passbook.operations;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Bank;
import dev.passbook.decider.LiveFeeds;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/**
 * Shows how many commands wait and how many clients listen. The gauges read their values only when
 * the metrics are scraped, so requests pay nothing.
 */
@Singleton
class DeciderGauges implements MeterBinder {
  private final Bank bank;
  private final LiveFeeds<AccountEvent> feeds;

  DeciderGauges(Bank bank, LiveFeeds<AccountEvent> feeds) {
    this.bank = bank;
    this.feeds = feeds;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("passbook.lanes.waiting", bank, Bank::waiting)
        .description("Commands that wait in all command queues")
        .register(registry);
    Gauge.builder("passbook.lanes.longest", bank, Bank::longestQueue)
        .description("Commands that wait in the longest command queue")
        .register(registry);
    Gauge.builder("passbook.sse.clients", feeds, LiveFeeds::listeners)
        .description("Clients that listen to an account's events")
        .register(registry);
  }
}
