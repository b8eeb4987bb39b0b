package dev.passbook.banking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.Holder;
import dev.passbook.account.Money;
import dev.passbook.banking.codec.AccountCodec;
import org.junit.jupiter.api.Test;

class CallerTest {
  private static final Holder ADA = new Holder("acme", "ada");
  private static final Holder BOB = new Holder("acme", "bob");
  private static final Holder STRANGER = new Holder("umbrella", "ada");

  private final Caller ada = new Caller(ADA, false);
  private final Caller operator = new Caller(new Holder("acme", "olga"), true);

  @Test
  void aHolderReachesOnlyTheirOwnAccounts() {
    assertTrue(ada.canRead(ADA));
    assertTrue(ada.canWrite(of(ADA)));
    for (var other : new Holder[] {BOB, STRANGER, null}) {
      assertFalse(ada.canRead(other));
      assertFalse(ada.canWrite(of(other)));
    }
  }

  @Test
  void anOperatorReachesEveryAccountOfTheTenant() {
    assertTrue(operator.canRead(ADA));
    assertTrue(operator.canWrite(of(ADA)));
    assertFalse(operator.canRead(STRANGER));
    assertFalse(operator.canWrite(of(STRANGER)));
  }

  /** Such an account may belong to any tenant, so no tenant's operators may change it. */
  @Test
  void accountsWithoutHolderAreReadByOperatorsAndWrittenByNone() {
    assertTrue(operator.canRead(null));
    assertFalse(operator.canWrite(of(null)));
    assertFalse(operator.canCredit(of(null)));
  }

  @Test
  void aHolderPaysWithinTheTenant() {
    assertTrue(ada.canCredit(of(ADA)));
    assertTrue(ada.canCredit(of(BOB)));
    assertFalse(ada.canCredit(of(STRANGER)));
    assertFalse(ada.canCredit(of(null)));
    assertFalse(operator.canCredit(of(STRANGER)));
  }

  @Test
  void withoutAccessControlAnyoneReachesEverything() {
    for (var anyone : new Holder[] {ADA, null}) {
      assertTrue(Caller.ANYONE.canRead(anyone));
      assertTrue(Caller.ANYONE.canWrite(of(anyone)));
      assertTrue(Caller.ANYONE.canCredit(of(anyone)));
    }
  }

  @Test
  void idempotencyKeysBelongToOneHolderInAnyRole() {
    assertEquals(new Caller(ADA, true).keyScope(), ada.keyScope());
    assertNotEquals(new Caller(BOB, false).keyScope(), ada.keyScope());
    assertNotEquals(new Caller(STRANGER, false).keyScope(), ada.keyScope());
  }

  @Test
  void noTwoHoldersShareAList() {
    assertNotEquals(
        AccountCodec.listOf(new Holder("a", "b:c")), AccountCodec.listOf(new Holder("a:b", "c")));
  }

  private static Account of(Holder holder) {
    var nothing = Money.zero(TestBank.EUR);
    return new Account("Ada", TestBank.EUR, Account.Status.OPEN, nothing, holder);
  }
}
