package dev.passbook.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;

/** Defines the vocabulary of the account tests: given events, when a command, then an outcome. */
final class Bankbook {
  static final Currency EUR = Currencies.of("EUR");

  /** When the holds of the tests lapse that say nothing else. */
  static final Instant EXPIRY = Instant.parse("2026-02-07T12:00:00Z");

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

  static HoldPlaced placed(long version, String amount, String held, String balance) {
    return placed(version, amount, held, balance, EXPIRY);
  }

  static HoldPlaced placed(
      long version, String amount, String held, String balance, Instant expiresAt) {
    return new HoldPlaced(version, eur(amount), eur(held), eur(balance), expiresAt, null);
  }

  static HoldReleased released(long version, String amount, String held, String balance) {
    return new HoldReleased(version, eur(amount), eur(held), eur(balance));
  }

  static HoldExpired expired(long version, String amount, String held, String balance) {
    return new HoldExpired(version, eur(amount), eur(held), eur(balance));
  }

  /** Returns a withdrawal from a hold, which reserves the remaining amount from then on. */
  static BalanceWithdrawn captured(String amount, String balance, long version, String remaining) {
    var hold = new CapturedHold(version, eur(remaining));
    return new BalanceWithdrawn(eur(amount), eur(balance), null, null, hold, null);
  }

  static AccountLimited limited(String overdraft, String balance) {
    return new AccountLimited(eur(overdraft), eur(balance));
  }

  static AccountRestricted restricted(boolean debits, boolean credits, String balance) {
    return new AccountRestricted(new Restrictions(debits, credits, "court order"), eur(balance));
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
