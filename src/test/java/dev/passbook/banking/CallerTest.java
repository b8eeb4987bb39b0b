package dev.passbook.banking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.Holder;
import dev.passbook.account.Money;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static final Holder ADA = new Holder("acme", "ada");
  private static final Holder BOB = new Holder("acme", "bob");
  private static final Holder STRANGER = new Holder("umbrella", "ada");

  private final Caller ada = new Caller(ADA, false);
  private final Caller operator = new Caller(new Holder("acme", "olga"), true);

  @Test
  void aHolderReachesTheOwnAccountsAlone() {
    assertTrue(ada.sees(ADA));
    assertTrue(ada.changes(of(ADA)));
    for (var other : new Holder[] {BOB, STRANGER, null}) {
      assertFalse(ada.sees(other));
      assertFalse(ada.changes(of(other)));
    }
  }

  @Test
  void anOperatorReachesTheTenants() {
    assertTrue(operator.sees(ADA));
    assertTrue(operator.changes(of(ADA)));
    assertFalse(operator.sees(STRANGER));
    assertFalse(operator.changes(of(STRANGER)));
  }

  /** It may be any tenant's: whose operators change it, nobody can tell. */
  @Test
  void whatIsNobodysIsSeenByOperatorsAndChangedByNone() {
    assertTrue(operator.sees(null));
    assertFalse(operator.changes(of(null)));
    assertFalse(operator.pays(of(null)));
  }

  @Test
  void aHolderPaysWithinTheTenant() {
    assertTrue(ada.pays(of(ADA)));
    assertTrue(ada.pays(of(BOB)));
    assertFalse(ada.pays(of(STRANGER)));
    assertFalse(ada.pays(of(null)));
    assertFalse(operator.pays(of(STRANGER)));
  }

  @Test
  void anyoneReachesEverythingWhereCallersAreNotToldApart() {
    for (var whoever : new Holder[] {ADA, null}) {
      assertTrue(Caller.ANYONE.sees(whoever));
      assertTrue(Caller.ANYONE.changes(of(whoever)));
      assertTrue(Caller.ANYONE.pays(of(whoever)));
    }
  }

  @Test
  void keysAreOnesOwnWhateverTheRole() {
    assertEquals(new Caller(ADA, true).keyScope(), ada.keyScope());
    assertNotEquals(new Caller(BOB, false).keyScope(), ada.keyScope());
    assertNotEquals(new Caller(STRANGER, false).keyScope(), ada.keyScope());
  }

  @Test
  void noTwoHoldersHaveOneList() {
    assertNotEquals(Holdings.name(new Holder("a", "b:c")), Holdings.name(new Holder("a:b", "c")));
  }

  private static Account of(Holder holder) {
    var nothing = Money.zero(TestBank.EUR);
    return new Account("Ada", TestBank.EUR, Account.Status.OPEN, nothing, holder);
  }
}
