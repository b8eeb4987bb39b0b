package dev.passbook.account;

import static dev.passbook.account.Bankbook.EXPIRY;
import static dev.passbook.account.Bankbook.accepted;
import static dev.passbook.account.Bankbook.amount;
import static dev.passbook.account.Bankbook.assertRefused;
import static dev.passbook.account.Bankbook.closed;
import static dev.passbook.account.Bankbook.created;
import static dev.passbook.account.Bankbook.credited;
import static dev.passbook.account.Bankbook.eur;
import static dev.passbook.account.Bankbook.expired;
import static dev.passbook.account.Bankbook.given;
import static dev.passbook.account.Bankbook.limited;
import static dev.passbook.account.Bankbook.placed;
import static dev.passbook.account.Bankbook.refused;
import static dev.passbook.account.Bankbook.released;
import static dev.passbook.account.Bankbook.withdrawn;
import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_FINE;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_LONG;
import static dev.passbook.account.Refusal.Reason.HOLDS_OUTSTANDING;
import static dev.passbook.account.Refusal.Reason.HOLD_NOT_ACTIVE;
import static dev.passbook.account.Refusal.Reason.INSUFFICIENT_FUNDS;
import static dev.passbook.account.Refusal.Reason.TOO_MANY_HOLDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Placing, releasing and lapsing. Captures have a test of their own. */
class HoldTest {
  private static final Account RICH = given(created(), credited("60", "60"));
  private static final Account HELD =
      given(created(), credited("60", "60"), placed(3, "20", "20", "60"));
  private static final Instant BEFORE_EXPIRY = EXPIRY.minusMillis(1);

  private static Decision<AccountEvent> place(Account account, long version, String amount) {
    return place(account, version, amount, 20);
  }

  private static Decision<AccountEvent> place(
      Account account, long version, String amount, int most) {
    return HoldDecisions.place(
        account, new HoldDecisions.Wish(version, amount(amount), EXPIRY, "hotel", most));
  }

  @Test
  void aHoldReservesAnAmountAndMovesNoMoney() {
    var event = accepted(place(RICH, 3, "20"));
    var account = event.applyTo(RICH);

    assertEquals(new HoldPlaced(3L, eur("20"), eur("20"), eur("60"), EXPIRY, "hotel"), event);
    assertEquals(eur("60"), account.balance());
    assertEquals(eur("20"), account.held());
    assertEquals(eur("40"), account.available());
  }

  @Test
  void theSumOfAllHoldsIsRecordedWithEach() {
    var event = accepted(place(HELD, 4, "15"));

    assertEquals(eur("35"), event.held());
    assertEquals(new Holds(List.of(hold(3, "20"), hold(4, "15"))), event.applyTo(HELD).holds());
  }

  @Test
  void whatIsAvailableCanBeHeldAndNoCentMore() {
    accepted(place(HELD, 4, "40"));
    var refusal = refused(place(HELD, 4, "40.01"));

    assertEquals(Refusal.because(INSUFFICIENT_FUNDS).withFunds(HELD, eur("40.01")), refusal);
    assertEquals(
        List.of(eur("60"), eur("20"), eur("40"), eur("40.01")),
        List.copyOf(refusal.sums().values()));
  }

  @Test
  void anOverdraftCanBeHeldAsWell() {
    var account = given(created(), credited("60", "60"), limited("100", "60"));

    assertEquals(eur("0"), accepted(place(account, 4, "160")).applyTo(account).available());
    assertRefused(INSUFFICIENT_FUNDS, place(account, 4, "160.01"));
  }

  @Test
  void aWithdrawalIsDecidedOnWhatIsAvailable() {
    assertEquals(eur("20"), accepted(HELD.withdraw(amount("40"), null)).balance());

    var refusal = refused(HELD.withdraw(amount("40.01"), null));
    assertEquals(Refusal.because(INSUFFICIENT_FUNDS).withFunds(HELD, eur("40.01")), refusal);
  }

  @Test
  void noMoreHoldsAreActiveThanAllowed() {
    assertRefused(TOO_MANY_HOLDS, place(HELD, 4, "1", 1));
    accepted(place(HELD, 4, "1", 2));
  }

  @Test
  void tooManyHoldsAreReportedBeforeMissingFunds() {
    assertRefused(TOO_MANY_HOLDS, place(HELD, 4, "1000", 1));
  }

  @Test
  void aHoldNeedsAnAmountThatTheCurrencyTakes() {
    assertRefused(AMOUNT_TOO_FINE, place(given(created(), closed()), 3, "0.001"));
    assertRefused(AMOUNT_TOO_LONG, place(RICH, 3, "100000000000"));
  }

  @Test
  void aClosedAccountHasNoHoldsToPlaceOrRelease() {
    var account = given(created(), closed());

    assertRefused(ACCOUNT_CLOSED, place(account, 3, "1", 0));
    assertRefused(ACCOUNT_CLOSED, HoldDecisions.release(account, 3));
  }

  @Test
  void aReleaseGivesBackWhatIsLeftOfTheHold() {
    var account = given(created(), credited("60", "60"), placed(3, "20", "20", "60"), captured());

    var event = accepted(HoldDecisions.release(account, 3));

    assertEquals(released(3, "15", "0", "55"), event);
    assertEquals(eur("55"), event.applyTo(account).available());
  }

  private static BalanceWithdrawn captured() {
    return Bankbook.captured("5", "55", 3, "15");
  }

  @Test
  void aHoldIsReleasedOnce() {
    var account = accepted(HoldDecisions.release(HELD, 3)).applyTo(HELD);

    assertRefused(HOLD_NOT_ACTIVE, HoldDecisions.release(account, 3));
    assertRefused(HOLD_NOT_ACTIVE, HoldDecisions.release(HELD, 2));
  }

  @Test
  void aReleaseLeavesTheOtherHolds() {
    var account = accepted(place(HELD, 4, "7")).applyTo(HELD);

    var event = accepted(HoldDecisions.release(account, 3));

    assertEquals(eur("7"), event.held());
    assertEquals(new Holds(List.of(hold(4, "7"))), event.applyTo(account).holds());
  }

  @Test
  void aHoldCountsUntilTheVeryMomentOfItsExpiry() {
    assertEquals(HELD, HELD.at(BEFORE_EXPIRY));
    assertEquals(List.of(), HoldDecisions.lapses(HELD, BEFORE_EXPIRY));

    assertEquals(eur("60"), HELD.at(EXPIRY).available());
    assertEquals(List.of(expired(3, "20", "0", "60")), HoldDecisions.lapses(HELD, EXPIRY));
    assertRefused(HOLD_NOT_ACTIVE, HoldDecisions.release(HELD.at(EXPIRY), 3));
  }

  /** The first to lapse was placed last, and the second one never lapses here. */
  @Test
  void lapsesAreRecordedInTheOrderOfTheirPlacing() {
    var account =
        given(
            created(),
            credited("60", "60"),
            placed(3, "1", "1", "60", EXPIRY),
            placed(4, "2", "3", "60", EXPIRY.plusSeconds(9)),
            placed(5, "4", "7", "60", EXPIRY.minusSeconds(9)));

    var lapses = HoldDecisions.lapses(account, EXPIRY);

    assertEquals(List.of(expired(3, "1", "6", "60"), expired(5, "4", "2", "60")), lapses);
    assertEquals(new Holds(List.of(hold(4, "2", 9))), account.at(EXPIRY).holds());
  }

  @Test
  void theLapsesLeadToTheAccountAsItIsAtThatTime() {
    var account = accepted(place(HELD, 4, "7")).applyTo(HELD);
    var after = account;
    for (var lapse : HoldDecisions.lapses(account, EXPIRY)) {
      after = lapse.applyTo(after);
    }

    assertEquals(account.at(EXPIRY), after);
    assertTrue(after.held().isZero());
  }

  @Test
  void anAccountWithAHoldIsNotClosedUntilTheHoldHasLapsed() {
    var account = given(created(), limited("5", "0"), placed(3, "5", "5", "0"));

    assertRefused(HOLDS_OUTSTANDING, account.close());
    assertEquals(closed(), accepted(account.at(EXPIRY).close()));
  }

  @Test
  void outstandingHoldsAreReportedBeforeTheBalance() {
    assertRefused(HOLDS_OUTSTANDING, HELD.close());
  }

  @Test
  void theRestOfTheBalanceCanBeWithdrawnAfterALapse() {
    assertEquals(withdrawn("60", "0"), accepted(HELD.at(EXPIRY).withdraw(amount("60"), null)));
  }

  private static Hold hold(long version, String remaining) {
    return hold(version, remaining, 0);
  }

  private static Hold hold(long version, String remaining, int secondsLonger) {
    return new Hold(version, eur(remaining), EXPIRY.plusSeconds(secondsLonger));
  }
}
