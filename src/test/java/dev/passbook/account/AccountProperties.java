package dev.passbook.account;

import static dev.passbook.account.Bankbook.EUR;
import static dev.passbook.account.Bankbook.fold;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Checks the invariants that hold for any sequence of commands on an account. */
class AccountProperties {

  /** A command, as a function of the account's state. */
  interface Wish extends Function<Account, Decision<AccountEvent>> {}

  @Property
  void noSequenceOfCommandsOverdrawsAnAccount(@ForAll("wishes") List<Wish> wishes) {
    for (var event : live(wishes)) {
      assertTrue(event.balance().value().signum() >= 0, event::toString);
    }
  }

  @Property
  void foldingTheEventsYieldsTheDecidedState(@ForAll("wishes") List<Wish> wishes) {
    var events = live(wishes);

    for (int i = 1; i <= events.size(); i++) {
      assertEquals(events.get(i - 1).balance(), fold(events.subList(0, i)).balance());
    }
  }

  @Property
  void theBalanceIsTheExactSumOfCreditsAndWithdrawals(@ForAll("wishes") List<Wish> wishes) {
    var events = live(wishes);

    var cents = events.stream().mapToLong(AccountProperties::cents).sum();
    assertEquals(new Money(BigDecimal.valueOf(cents, 2), EUR), fold(events).balance());
  }

  @Property
  void noEventFollowsTheClosingOfAnAccount(@ForAll("wishes") List<Wish> wishes) {
    var events = live(wishes);

    for (var event : events.subList(0, events.size() - 1)) {
      assertTrue(!(event instanceof AccountClosed), event::toString);
    }
  }

  @Property
  void anAmountIsExactInEveryCurrencyThatTakesIt(@ForAll("amounts") Amount amount) {
    for (var code : List.of("EUR", "JPY", "BHD", "CLF")) {
      var currency = Currencies.inUse(code).orElseThrow();
      if (amount.isAsFineAs(currency)) {
        assertEquals(0, amount.in(currency).value().compareTo(amount.value()));
      }
    }
  }

  @Provide
  Arbitrary<List<Wish>> wishes() {
    Arbitrary<Wish> credits = amounts().map(amount -> account -> account.credit(amount, null));
    Arbitrary<Wish> withdrawals =
        amounts().map(amount -> account -> account.withdraw(amount, null));
    Arbitrary<Wish> emptyings = Arbitraries.just(AccountProperties::withdrawAll);
    Arbitrary<Wish> closings = Arbitraries.just(Account::close);
    return Arbitraries.frequencyOf(
            Tuple.of(6, credits),
            Tuple.of(6, withdrawals),
            Tuple.of(1, emptyings),
            Tuple.of(1, closings))
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<Amount> amounts() {
    var everyday = Arbitraries.bigDecimals().between(new BigDecimal("0.01"), new BigDecimal("100"));
    var huge =
        Arbitraries.bigDecimals()
            .between(new BigDecimal("0.0001"), new BigDecimal("999999999.9999"))
            .ofScale(4);
    return Arbitraries.oneOf(everyday.ofScale(2), huge).map(Amount::new);
  }

  private static Decision<AccountEvent> withdrawAll(Account account) {
    return account.balance().isZero()
        ? account.close()
        : account.withdraw(new Amount(account.balance().value()), "all");
  }

  private static List<AccountEvent> live(List<Wish> wishes) {
    var events = new ArrayList<AccountEvent>(List.of(Account.open(null, EUR)));
    for (var wish : wishes) {
      wish.apply(fold(events)).either(events::add, Refusal::isFlawedRequest);
    }
    return events;
  }

  private static long cents(AccountEvent event) {
    if (event.amount() == null) {
      return 0;
    }
    var cents = event.amount().value().movePointRight(2).longValueExact();
    return event instanceof BalanceWithdrawn ? -cents : cents;
  }
}
