package dev.passbook.account;

import static dev.passbook.account.Bankbook.EUR;
import static dev.passbook.account.Bankbook.EXPIRY;
import static dev.passbook.account.Bankbook.accepted;
import static dev.passbook.account.Bankbook.amount;
import static dev.passbook.account.Bankbook.assertRefused;
import static dev.passbook.account.Bankbook.closed;
import static dev.passbook.account.Bankbook.created;
import static dev.passbook.account.Bankbook.credited;
import static dev.passbook.account.Bankbook.eur;
import static dev.passbook.account.Bankbook.given;
import static dev.passbook.account.Bankbook.limited;
import static dev.passbook.account.Bankbook.placed;
import static dev.passbook.account.Bankbook.restricted;
import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.CREDITS_RESTRICTED;
import static dev.passbook.account.Refusal.Reason.DEBITS_RESTRICTED;
import static dev.passbook.account.Refusal.Reason.INSUFFICIENT_FUNDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What operators stop, and to whom they give an account. */
class RestrictionsTest {
  private static final Restrictions DEBITS = new Restrictions(true, false, "court order");
  private static final Account OPEN = given(created(), credited("60", "60"));
  private static final Account NO_DEBITS = restricted(true, false, "60").applyTo(OPEN);
  private static final Account NO_CREDITS = restricted(false, true, "60").applyTo(OPEN);
  private static final TransferLeg LEG = new TransferLeg("from-4", new UUID(0, 2), 3);

  private static Decision<AccountEvent> hold(Account account, String amount) {
    return HoldDecisions.place(
        account, new HoldDecisions.Wish(4, amount(amount), EXPIRY, null, 20));
  }

  @Test
  void restrictedDebitsStopWithdrawalsOutgoingTransfersHoldsAndTheClosure() {
    assertRefused(DEBITS_RESTRICTED, NO_DEBITS.withdraw(amount("1"), null));
    assertRefused(
        DEBITS_RESTRICTED, Transfer.decide(NO_DEBITS, OPEN, amount("1"), null, LEG, null));
    assertRefused(DEBITS_RESTRICTED, hold(NO_DEBITS, "1"));
    assertRefused(DEBITS_RESTRICTED, given(created(), restricted(true, false, "0")).close());
  }

  @Test
  void restrictedDebitsLetCreditsAndIncomingTransfersPass() {
    accepted(NO_DEBITS.credit(amount("1"), null));
    accepted(Transfer.decide(OPEN, NO_DEBITS, amount("1"), null, LEG, null));
  }

  @Test
  void restrictedDebitsLetAReleasePass() {
    var account =
        given(
            created(),
            credited("60", "60"),
            placed(3, "20", "20", "60"),
            restricted(true, true, "60"));

    accepted(HoldDecisions.release(account, 3));
  }

  @Test
  void restrictedCreditsStopCreditsAndIncomingTransfers() {
    assertRefused(CREDITS_RESTRICTED, NO_CREDITS.credit(amount("1"), null));
    assertRefused(
        CREDITS_RESTRICTED, Transfer.decide(OPEN, NO_CREDITS, amount("1"), null, LEG, null));
  }

  @Test
  void restrictedCreditsLetDebitsPass() {
    accepted(NO_CREDITS.withdraw(amount("1"), null));
    accepted(Transfer.decide(NO_CREDITS, OPEN, amount("1"), null, LEG, null));
    accepted(hold(NO_CREDITS, "1"));
    accepted(given(created(), restricted(false, true, "0")).close());
  }

  @Test
  void aRestrictionIsReportedAfterAClosedAccountAndBeforeMissingFunds() {
    var account = given(created(), restricted(true, true, "0"));
    var shut = given(created(), restricted(false, true, "0"), closed());

    assertRefused(DEBITS_RESTRICTED, account.withdraw(amount("1"), null));
    assertRefused(DEBITS_RESTRICTED, hold(account, "1"));
    assertRefused(ACCOUNT_CLOSED, shut.credit(amount("1"), null));
    assertRefused(ACCOUNT_CLOSED, shut.close());
  }

  @Test
  void aRestrictionIsReportedBeforeOutstandingHoldsAndTheBalance() {
    var account =
        given(created(), limited("5", "0"), placed(3, "5", "5", "0"), restricted(true, false, "0"));

    assertRefused(DEBITS_RESTRICTED, account.close());
    assertRefused(DEBITS_RESTRICTED, NO_DEBITS.close());
  }

  @Test
  void restrictionsAreSetAndLifted() {
    var set = accepted(OperatorDecisions.restrict(OPEN, DEBITS));
    assertEquals(List.of(new AccountRestricted(DEBITS, eur("60"))), set);

    var restricted = set.get(0).applyTo(OPEN);
    assertEquals(DEBITS, restricted.restrictions());
    var lifted = accepted(OperatorDecisions.restrict(restricted, Restrictions.NONE));
    assertEquals(OPEN, lifted.get(0).applyTo(restricted));
  }

  @Test
  void equalRestrictionsNeedNoEventAndAnotherReasonDoes() {
    assertEquals(List.of(), accepted(OperatorDecisions.restrict(NO_DEBITS, DEBITS)));
    assertEquals(List.of(), accepted(OperatorDecisions.restrict(OPEN, Restrictions.NONE)));

    var another = new Restrictions(true, false, "fraud");
    assertEquals(
        List.of(new AccountRestricted(another, eur("60"))),
        accepted(OperatorDecisions.restrict(NO_DEBITS, another)));
  }

  @Test
  void aClosedAccountIsNeitherRestrictedNorGivenAway() {
    var account = given(created(), closed());

    assertRefused(ACCOUNT_CLOSED, OperatorDecisions.restrict(account, DEBITS));
    assertRefused(ACCOUNT_CLOSED, OperatorDecisions.restrict(account, Restrictions.NONE));
    assertRefused(
        ACCOUNT_CLOSED, OperatorDecisions.changeHolder(account, new Holder("acme", "bob")));
  }

  @Test
  void anAccountIsGivenToAnotherHolderWithAllThatBelongsToIt() {
    var ada =
        given(Account.open("Ada", EUR, new Holder("acme", "ada")), restricted(true, true, "0"));
    var bob = new Holder("acme", "bob");

    var events = accepted(OperatorDecisions.changeHolder(ada, bob));

    assertEquals(List.of(new HolderChanged(bob, eur("0"))), events);
    assertEquals(ada.heldBy(bob), events.get(0).applyTo(ada));
    assertEquals(List.of(), accepted(OperatorDecisions.changeHolder(ada.heldBy(bob), bob)));
  }

  @Test
  void anAccountWithoutAHolderGetsOne() {
    var bob = new Holder("acme", "bob");

    var events = accepted(OperatorDecisions.changeHolder(OPEN, bob));

    assertEquals(bob, events.get(0).applyTo(OPEN).holder());
  }

  @Test
  void aRestrictionIsReportedBeforeTheLimitOfABalance() {
    var full =
        given(
            created(),
            credited("9999999999999.99", "9999999999999.99"),
            restricted(false, true, "9999999999999.99"));

    assertRefused(CREDITS_RESTRICTED, full.credit(amount("1"), null));
  }

  @Test
  void thePayersMissingFundsAreReportedBeforeThePayeesRestriction() {
    assertRefused(
        INSUFFICIENT_FUNDS,
        Transfer.decide(given(created()), NO_CREDITS, amount("1"), null, LEG, null));
  }
}
