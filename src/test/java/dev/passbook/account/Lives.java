package dev.passbook.account;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates the lives of accounts: commands of every kind, with time passing between them. */
public final class Lives {
  public static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");

  private static final int MOST_HOLDS = 4;
  private static final int LONGEST = 40;

  private Lives() {}

  /** A command, as a function of the account as it is at a time. */
  interface Wish {
    /**
     * Decides on the account.
     *
     * @param next the version that the account's next event will have
     */
    Decision<List<AccountEvent>> on(Account account, long next, Instant at);
  }

  /** A command, and how long after the one before it comes. */
  record Step(Duration after, Wish wish) {}

  /**
   * What one command recorded.
   *
   * @param before the account before, lapsed holds included
   * @param decided the account that the command was decided on, with its own events applied
   */
  record Recorded(Instant at, List<AccountEvent> events, Account before, Account decided) {}

  /** Generates what an account may go through, oldest first. */
  static Arbitrary<List<Step>> steps(Currency currency) {
    var pauses = Arbitraries.integers().between(0, 90).map(Duration::ofMinutes);
    return Combinators.combine(pauses, wishes(currency)).as(Step::new).list().ofMaxSize(LONGEST);
  }

  /** Generates histories that the rules allow. */
  public static Arbitrary<List<AccountEvent>> histories(AccountCreated opened) {
    return steps(opened.currency())
        .map(
            steps ->
                Stream.concat(
                        Stream.of(opened),
                        live(opened, steps).stream().flatMap(it -> it.events().stream()))
                    .toList());
  }

  /** Runs the commands as the bank does: the lapses come first, in the same row. */
  static List<Recorded> live(AccountCreated opened, List<Step> steps) {
    var rows = new ArrayList<Recorded>();
    var account = opened.applyTo(null);
    var version = 1L;
    var at = OPENED;
    for (var step : steps) {
      at = at.plus(step.after());
      var lapses = HoldDecisions.lapses(account, at);
      var own = own(step.wish(), account.at(at), version + lapses.size() + 1, at);
      if (!own.isEmpty()) {
        var events = Stream.concat(lapses.stream(), own.stream()).toList();
        rows.add(new Recorded(at, events, account, fold(account.at(at), own)));
        account = fold(account, events);
        version += events.size();
      }
    }
    return rows;
  }

  private static List<AccountEvent> own(Wish wish, Account account, long next, Instant at) {
    return wish.on(account, next, at).either(events -> events, refusal -> List.of());
  }

  static Account fold(Account before, List<AccountEvent> events) {
    var account = before;
    for (var event : events) {
      account = event.applyTo(account);
    }
    return account;
  }

  private static Arbitrary<Wish> wishes(Currency currency) {
    var amounts = amounts(currency);
    return Arbitraries.frequencyOf(
        Tuple.of(6, amounts.map(amount -> one((it, next, at) -> it.credit(amount, "in")))),
        Tuple.of(5, amounts.map(amount -> one((it, next, at) -> it.withdraw(amount, null)))),
        Tuple.of(6, holds(amounts)),
        Tuple.of(4, captures(amounts)),
        Tuple.of(2, picks().map(Lives::release)),
        Tuple.of(2, limits(currency)),
        Tuple.of(1, restrictions()),
        Tuple.of(1, holders()),
        Tuple.of(1, Arbitraries.just(one((it, next, at) -> emptied(it)))));
  }

  private interface Single {
    Decision<AccountEvent> on(Account account, long next, Instant at);
  }

  private static Wish one(Single wish) {
    return (account, next, at) ->
        wish.on(account, next, at)
            .either(event -> Decision.accept(List.of(event)), Decision::refuse);
  }

  private static Arbitrary<Wish> holds(Arbitrary<Amount> amounts) {
    var lengths = Arbitraries.integers().between(1, 300).map(Duration::ofMinutes);
    return Combinators.combine(amounts, lengths).as(Lives::hold);
  }

  private static Wish hold(Amount amount, Duration length) {
    return one(
        (account, next, at) ->
            HoldDecisions.place(
                account,
                new HoldDecisions.Wish(next, amount, at.plus(length), "hold", MOST_HOLDS)));
  }

  private static Arbitrary<Wish> captures(Arbitrary<Amount> amounts) {
    return Combinators.combine(amounts, picks(), Arbitraries.of(true, false)).as(Lives::capture);
  }

  private static Wish capture(Amount amount, int pick, boolean isFinal) {
    return one(
        (account, next, at) ->
            account.withdraw(amount, null, new Capture(picked(account, pick), isFinal)));
  }

  private static Wish release(int pick) {
    return one((account, next, at) -> HoldDecisions.release(account, picked(account, pick)));
  }

  private static Arbitrary<Integer> picks() {
    return Arbitraries.integers().between(0, 20);
  }

  /** Picks one of the holds, or now and then one that was never placed. */
  private static long picked(Account account, int pick) {
    var holds = account.holds().all();
    var place = pick % (holds.size() + 1);
    return place == holds.size() ? 1 : holds.get(place).version();
  }

  private static Arbitrary<Wish> limits(Currency currency) {
    return Arbitraries.longs()
        .between(0, 9_000)
        .map(units -> new Overdraft(BigDecimal.valueOf(units, currency.fractionDigits())))
        .map(overdraft -> (account, next, at) -> OperatorDecisions.limit(account, overdraft));
  }

  private static Arbitrary<Wish> restrictions() {
    var booleans = Arbitraries.of(true, false, false);
    var reasons = Arbitraries.of("court order", "fraud").injectNull(0.4);
    return Combinators.combine(booleans, booleans, reasons)
        .as(Restrictions::new)
        .map(wanted -> (account, next, at) -> OperatorDecisions.restrict(account, wanted));
  }

  private static Arbitrary<Wish> holders() {
    return Arbitraries.of("ada", "bob")
        .map(subject -> new Holder("acme", subject))
        .map(holder -> (account, next, at) -> OperatorDecisions.changeHolder(account, holder));
  }

  /** Takes everything out, and closes an account that is empty. */
  private static Decision<AccountEvent> emptied(Account account) {
    return account.balance().value().signum() > 0
        ? account.withdraw(new Amount(account.balance().value()), "all")
        : account.close();
  }

  private static Arbitrary<Amount> amounts(Currency currency) {
    return Arbitraries.longs()
        .between(1, 10_000)
        .map(units -> new Amount(BigDecimal.valueOf(units, currency.fractionDigits())));
  }
}
