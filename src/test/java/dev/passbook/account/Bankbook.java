package dev.passbook.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.Function;

/** Defines the vocabulary of the account tests: given events, when a command, then an outcome. */
final class Bankbook {
  static final Currency EUR = Currencies.of("EUR");

  private Bankbook() {}

  static Account given(AccountEvent... events) {
    return fold(Arrays.asList(events));
  }

  static Account fold(Iterable<? extends AccountEvent> events) {
    Account account = null;
    for (var event : events) {
      account = event.applyTo(account);
    }
    return account;
  }

  static AccountCreated created() {
    return new AccountCreated("Ada", EUR);
  }

  static BalanceCredited credited(String amount, String balance) {
    return new BalanceCredited(eur(amount), eur(balance), null, null);
  }

  static BalanceWithdrawn withdrawn(String amount, String balance) {
    return new BalanceWithdrawn(eur(amount), eur(balance), null, null);
  }

  static AccountClosed closed() {
    return new AccountClosed(eur("0"));
  }

  static Money eur(String value) {
    return new Money(new BigDecimal(value), EUR);
  }

  static Amount amount(String value) {
    return new Amount(new BigDecimal(value));
  }

  static <T> T accepted(Decision<T> decision) {
    return decision.either(Function.identity(), Bankbook::notAccepted);
  }

  static Refusal refused(Decision<?> decision) {
    return decision.either(Bankbook::notRefused, Function.identity());
  }

  static void assertRefused(Refusal.Reason reason, Decision<?> decision) {
    assertEquals(reason, refused(decision).reason());
  }

  private static <T> T notAccepted(Refusal refusal) {
    throw new AssertionError("was refused: " + refusal);
  }

  private static Refusal notRefused(Object what) {
    throw new AssertionError("was accepted: " + what);
  }
}
