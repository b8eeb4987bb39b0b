package dev.passbook.analytics;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Capture;
import dev.passbook.account.Currencies;
import dev.passbook.account.Decision;
import dev.passbook.account.Hold;
import dev.passbook.account.HoldDecisions;
import dev.passbook.account.Holder;
import dev.passbook.account.Money;
import dev.passbook.account.OperatorDecisions;
import dev.passbook.account.Overdraft;
import dev.passbook.account.Restrictions;
import dev.passbook.account.Reversal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Decides at random what happens to one account next. */
final class PastLife {
  private static final List<String> CURRENCIES = List.of("EUR", "JPY", "BHD");
  private static final int MOST_HOLDS = 20;

  private final Random random;
  private final TreeMap<Long, AccountEvent> reversible = new TreeMap<>();

  PastLife(Random random) {
    this.random = random;
  }

  /**
   * Returns the next event.
   *
   * @param state null before the first event
   * @param version the event's version
   */
  AccountEvent next(Account state, long version, Instant at, boolean closes) {
    var event =
        state == null
            ? Account.open("Ada", Currencies.of(CURRENCIES.get(random.nextInt(3))))
            : closes ? towardsTheEnd(state) : any(state, version, at);
    if (event.reverses() != null) {
      reversible.remove(event.reverses());
    } else if (event instanceof BalanceCredited || event instanceof BalanceWithdrawn) {
      reversible.put(version, event);
    }
    return event;
  }

  private AccountEvent any(Account state, long version, Instant at) {
    if (state.restrictions().debits()) {
      return restricted(state, false);
    }
    return switch (random.nextInt(14)) {
      case 0, 1 -> placed(state, version, at).orElseGet(() -> moved(state));
      case 2, 3 -> captured(state).orElseGet(() -> moved(state));
      case 4 -> released(state).orElseGet(() -> moved(state));
      case 5 -> limited(state).orElseGet(() -> moved(state));
      case 6 -> restricted(state, true);
      case 7 -> given(state);
      case 8 -> reversed(state).orElseGet(() -> moved(state));
      default -> moved(state);
    };
  }

  /** Ends what forbids the closure, then closes. */
  private AccountEvent towardsTheEnd(Account state) {
    if (state.restrictions().debits()) {
      return restricted(state, false);
    }
    if (state.holds().size() > 0) {
      return released(state).orElseThrow();
    }
    var balance = state.balance().value();
    return switch (balance.signum()) {
      case 0 -> event(state.close());
      case 1 -> event(state.withdraw(new Amount(balance), null));
      default -> event(state.credit(new Amount(balance.negate()), null));
    };
  }

  private AccountEvent moved(Account state) {
    var amount = amount(state);
    return random.nextBoolean() && covers(state.available(), amount)
        ? event(state.withdraw(amount, "out"))
        : event(state.credit(amount, random.nextBoolean() ? "in" : null));
  }

  /** Returns an expiry. It is often midnight, where one day ends and the next one begins. */
  private Optional<AccountEvent> placed(Account state, long version, Instant at) {
    var expiry =
        random.nextBoolean()
            ? at.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1 + random.nextInt(4)))
            : at.plusSeconds(1 + random.nextInt(1_000_000));
    var wish = new HoldDecisions.Wish(version, amount(state), expiry, "deposit", MOST_HOLDS);
    return HoldDecisions.place(state, wish).either(Optional::of, refusal -> Optional.empty());
  }

  private Optional<AccountEvent> captured(Account state) {
    return hold(state)
        .map(
            hold -> {
              var all = random.nextInt(3) == 0;
              var amount = all ? hold.remaining().value() : smallest(state);
              var capture = new Capture(hold.version(), random.nextInt(3) == 0);
              return event(state.withdraw(new Amount(amount), null, capture));
            });
  }

  private Optional<AccountEvent> released(Account state) {
    return hold(state).map(hold -> event(HoldDecisions.release(state, hold.version())));
  }

  private Optional<Hold> hold(Account state) {
    var holds = state.holds().all();
    return holds.isEmpty()
        ? Optional.empty()
        : Optional.of(holds.get(random.nextInt(holds.size())));
  }

  private Optional<AccountEvent> limited(Account state) {
    var overdraft = random.nextInt(4) == 0 ? BigDecimal.ZERO : amount(state).value();
    return OperatorDecisions.limit(state, new Overdraft(overdraft))
        .either(events -> events.stream().findFirst(), refusal -> Optional.empty());
  }

  private static AccountEvent restricted(Account state, boolean debits) {
    return OperatorDecisions.restrict(state, new Restrictions(debits, false, null))
        .either(events -> events.get(0), PastLife::refused);
  }

  private AccountEvent given(Account state) {
    var holder = new Holder("bank", "subject-" + random.nextLong());
    return OperatorDecisions.changeHolder(state, holder)
        .either(events -> events.get(0), PastLife::refused);
  }

  private Optional<AccountEvent> reversed(Account state) {
    return Optional.ofNullable(reversible.lastEntry())
        .flatMap(
            last ->
                new Reversal(last.getKey(), last.getValue(), "mistake")
                    .decide(state)
                    .either(Optional::of, refusal -> Optional.empty()));
  }

  private Amount amount(Account state) {
    var digits = state.currency().fractionDigits();
    return new Amount(BigDecimal.valueOf(1 + random.nextInt(100_000), digits));
  }

  private static BigDecimal smallest(Account state) {
    return BigDecimal.valueOf(1, state.currency().fractionDigits());
  }

  private static boolean covers(Money available, Amount amount) {
    return available.value().compareTo(amount.value()) >= 0;
  }

  private static AccountEvent event(Decision<AccountEvent> decision) {
    return decision.either(event -> event, PastLife::refused);
  }

  private static AccountEvent refused(Object refusal) {
    throw new AssertionError(refusal.toString());
  }
}
