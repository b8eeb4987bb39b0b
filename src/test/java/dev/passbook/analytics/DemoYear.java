package dev.passbook.analytics;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Capture;
import dev.passbook.account.Currencies;
import dev.passbook.account.HoldDecisions;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Writes a made-up year of a small bank, so that there is something to see in the reports. */
final class DemoYear {
  static final int DAYS = 365;
  private static final int MOST_HOLDS = 20;

  private final Random random = new Random(1843);
  private final PastCommits commits;
  private final LocalDate end;

  /**
   * @param end the first day after the year
   */
  DemoYear(EventStore<Account, AccountEvent> store, LocalDate end) {
    this.commits = new PastCommits(store);
    this.end = end;
  }

  void write() {
    DemoCustomer.all().forEach(this::live);
  }

  private void live(DemoCustomer customer) {
    var stream = StreamId.of("account", new UUID(random.nextLong(), random.nextLong()));
    var first = end.minusDays(DAYS - customer.firstDay());
    var open = Account.open(customer.owner(), Currencies.of(customer.currency()));
    var account =
        commit(
            Snapshot.none(stream), first.atStartOfDay(ZoneOffset.UTC).toInstant(), List.of(open));
    for (int n = customer.firstDay(); n < customer.lastDay(); n++) {
      var day = end.minusDays(DAYS - n);
      // Somebody's day begins between seven and nine, and goes on half an hour later.
      var at = day.atTime(7, 0).toInstant(ZoneOffset.UTC).plusSeconds(random.nextInt(7_200));
      for (var habit : customer.habits()) {
        if (habit.isOn(day, random)) {
          account = follow(habit, account, at);
          at = at.plusSeconds(900 + random.nextInt(1_800));
        }
      }
    }
  }

  private Snapshot<Account> follow(
      DemoCustomer.Habit habit, Snapshot<Account> account, Instant at) {
    var events = new ArrayList<>(HoldDecisions.lapses(account.state(), at));
    var state = account.state().at(at);
    var amount = amount(habit, state);
    decide(habit, state, account.version() + events.size() + 1, amount, at).ifPresent(events::add);
    return events.isEmpty() ? account : commit(account, at, events);
  }

  private Optional<AccountEvent> decide(
      DemoCustomer.Habit habit, Account state, long version, Amount amount, Instant at) {
    var decision =
        switch (habit.kind()) {
          case IN -> state.credit(amount, habit.reference());
          case OUT -> state.withdraw(amount, habit.reference());
          case HOLD ->
              HoldDecisions.place(
                  state,
                  new HoldDecisions.Wish(
                      version,
                      amount,
                      at.plus(Duration.ofDays(12)),
                      habit.reference(),
                      MOST_HOLDS));
          case CAPTURE -> {
            if (state.holds().size() == 0) {
              yield null;
            }
            var hold = state.holds().all().get(0);
            yield state.withdraw(
                new Amount(hold.remaining().value()),
                habit.reference(),
                new Capture(hold.version(), true));
          }
        };
    return Optional.ofNullable(decision)
        .flatMap(made -> made.either(Optional::of, refusal -> Optional.empty()));
  }

  private Amount amount(DemoCustomer.Habit habit, Account state) {
    var digits = state.currency().fractionDigits();
    var span = habit.most() - habit.least();
    var whole = habit.least() + (span == 0 ? 0 : random.nextInt(span));
    var fraction = span == 0 ? 0 : random.nextInt((int) Math.pow(10, digits));
    return new Amount(
        BigDecimal.valueOf(whole).add(BigDecimal.valueOf(fraction, digits)).setScale(digits));
  }

  private Snapshot<Account> commit(
      Snapshot<Account> before, Instant at, List<? extends AccountEvent> events) {
    var command = new UUID(random.nextLong(), random.nextLong()).toString();
    return commits.commit(before, at, command, List.copyOf(events));
  }
}
