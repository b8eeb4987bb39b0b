package dev.passbook.account;

import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.DEBITS_RESTRICTED;
import static dev.passbook.account.Refusal.Reason.EXPIRY_PASSED;
import static dev.passbook.account.Refusal.Reason.EXPIRY_TOO_FAR;
import static dev.passbook.account.Refusal.Reason.HOLD_NOT_ACTIVE;
import static dev.passbook.account.Refusal.Reason.TOO_MANY_HOLDS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decisions on how holds begin, are released and lapse. A capture is a withdrawal. */
public final class HoldDecisions {
  private static final Duration LONGEST = Duration.ofDays(366);

  private HoldDecisions() {}

  /** Returns an event for each hold that has lapsed by a time, in the order of their placing. */
  public static List<AccountEvent> lapses(Account account, Instant time) {
    var events = new ArrayList<AccountEvent>();
    var current = account;
    for (var hold : account.holds().lapsedAt(time)) {
      var held = current.held().minus(hold.remaining());
      var lapse = new HoldExpired(hold.version(), hold.remaining(), held, account.balance());
      current = lapse.applyTo(current);
      events.add(lapse);
    }
    return events;
  }

  /**
   * A hold that a client asks for.
   *
   * @param version the version that the account's next event will have
   * @param most how many holds an account may have at once
   */
  public record Wish(long version, Amount amount, Instant expiresAt, String reference, int most) {}

  /**
   * Returns the refusal of an expiry that no hold can have, if it is one.
   *
   * @param at the time at which the hold would be placed
   */
  public static Optional<Refusal> flawOf(Instant expiresAt, Instant at) {
    if (!expiresAt.isAfter(at)) {
      return Optional.of(Refusal.because(EXPIRY_PASSED));
    }
    return expiresAt.isAfter(at.plus(LONGEST))
        ? Optional.of(Refusal.because(EXPIRY_TOO_FAR))
        : Optional.empty();
  }

  public static Decision<AccountEvent> place(Account account, Wish wish) {
    return account.decide(wish.amount(), money -> place(account, wish, money));
  }

  private static Decision<AccountEvent> place(Account account, Wish wish, Money amount) {
    if (account.isClosed()) {
      return Decision.refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    if (account.restrictions().debits()) {
      return Decision.refuse(Refusal.because(DEBITS_RESTRICTED));
    }
    if (account.holds().size() >= wish.most()) {
      return Decision.refuse(Refusal.because(TOO_MANY_HOLDS));
    }
    return account
        .refusalOf(amount)
        .<Decision<AccountEvent>>map(Decision::refuse)
        .orElseGet(() -> Decision.accept(placed(account, wish, amount)));
  }

  private static HoldPlaced placed(Account account, Wish wish, Money amount) {
    return new HoldPlaced(
        wish.version(),
        amount,
        account.held().plus(amount),
        account.balance(),
        wish.expiresAt(),
        wish.reference());
  }

  /**
   * Decides to release a hold.
   *
   * @param version identifies the hold
   */
  public static Decision<AccountEvent> release(Account account, long version) {
    if (account.isClosed()) {
      return Decision.refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    return account
        .holds()
        .find(version)
        .map(hold -> Decision.accept(released(account, hold)))
        .orElseGet(() -> Decision.refuse(Refusal.because(HOLD_NOT_ACTIVE)));
  }

  private static AccountEvent released(Account account, Hold hold) {
    var left = account.held().minus(hold.remaining());
    return new HoldReleased(hold.version(), hold.remaining(), left, account.balance());
  }
}
