package dev.passbook.account;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The reason why a command changes nothing, with the sums that it depends on.
 *
 * @param sums in the order in which a client reads them
 */
public record Refusal(Reason reason, Map<Sum, Money> sums) {
  private static final Set<Reason> FLAWS =
      EnumSet.of(
          Reason.AMOUNT_TOO_FINE,
          Reason.AMOUNT_TOO_LONG,
          Reason.EXPIRY_PASSED,
          Reason.EXPIRY_TOO_FAR);

  /**
   * The reasons, in the order in which the rules check them. The first that applies wins. A
   * transfer is checked at the payer first, so that the payee's account shows nothing to a payer
   * without funds.
   */
  public enum Reason {
    CURRENCY_MISMATCH,
    AMOUNT_TOO_FINE,
    AMOUNT_TOO_LONG,
    EXPIRY_PASSED,
    EXPIRY_TOO_FAR,
    ACCOUNT_CLOSED,
    NOT_REVERSIBLE,
    DEBITS_RESTRICTED,
    CREDITS_RESTRICTED,
    HOLD_NOT_ACTIVE,
    HOLD_EXCEEDED,
    TOO_MANY_HOLDS,
    INSUFFICIENT_FUNDS,
    LIMIT_BELOW_USE,
    HOLDS_OUTSTANDING,
    BALANCE_NOT_ZERO,
    BALANCE_LIMIT
  }

  /** The sums that a refusal may name. */
  public enum Sum {
    BALANCE,
    HELD,
    AVAILABLE,
    AMOUNT,
    REMAINING,
    USED
  }

  /**
   * Returns whether the request is invalid for this account in any state, so that nothing was
   * decided.
   */
  public boolean isFlawedRequest() {
    return FLAWS.contains(reason);
  }

  /** Returns the account's currency, if the refusal has the balance. */
  public Currency currency() {
    return sums.get(Sum.BALANCE).currency();
  }

  static Refusal because(Reason reason) {
    return new Refusal(reason, Map.of());
  }

  /** Returns the refusal with the account's balance, which also tells the currency. */
  Refusal withBalance(Money balance) {
    return with(Sum.BALANCE, balance);
  }

  /** Returns the refusal with what the account has and what the client asked for. */
  Refusal withFunds(Account account, Money amount) {
    return withBalance(account.balance())
        .with(Sum.HELD, account.held())
        .with(Sum.AVAILABLE, account.available())
        .with(Sum.AMOUNT, amount);
  }

  /** Returns the refusal with what is left of a hold. */
  Refusal withRemaining(Money remaining) {
    return with(Sum.REMAINING, remaining);
  }

  /** Returns the refusal with the part of the overdraft that is in use. */
  Refusal withUsed(Money used) {
    return with(Sum.USED, used);
  }

  private Refusal with(Sum sum, Money money) {
    var more = new EnumMap<Sum, Money>(Sum.class);
    more.putAll(sums);
    more.put(sum, money);
    return new Refusal(reason, Collections.unmodifiableMap(more));
  }
}
