package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.ifVersion;
import static dev.passbook.banking.TestBank.withdraw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.account.Account;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.StoreUnavailable;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cached state saves the read before a write, but no refusal or mismatch relies on it alone. */
class CachedStatesTest {
  private final HeldStore store = new HeldStore();
  private final TestBank bank = new TestBank(store);
  private final TestBank otherInstance = new TestBank(store.store);
  private final UUID id = bank.openWith("100");

  @BeforeEach
  void forgetTheOpening() {
    store.takeCommits();
    store.takeLoads();
  }

  @Test
  void noRefusalRestsOnACachedState() {
    otherInstance.ask(credit(id, "900"));

    assertEquals("BalanceWithdrawn 500.00 at version 4", bank.ask(withdraw(id, "500")));
    assertEquals(1, store.takeLoads());
    assertEquals(List.of(1), store.takeSizes());
  }

  @Test
  void noVersionMismatchRestsOnACachedState() {
    otherInstance.ask(credit(id, "1"));

    assertEquals(201, bank.reply(credit(id, "1"), ifVersion(3L)).response().status());

    otherInstance.ask(credit(id, "1"));
    assertEquals("is at version 5", bank.reply(credit(id, "1"), ifVersion(4L)).response().body());
  }

  @Test
  void aRefusalReadsOnce() {
    assertEquals("INSUFFICIENT_FUNDS", bank.ask(withdraw(id, "101")));

    assertEquals(1, store.takeLoads());
    assertEquals(List.of(), store.takeCommits());
  }

  @Test
  void afterAnUnknownOutcomeTheStateIsReadAgain() {
    store.answersCommitsWith(CachedStatesTest::lost);
    assertThrows(StoreUnavailable.class, () -> bank.ask(credit(id, "1")));
    store.answersCommitsWith(null);
    store.takeLoads();

    assertEquals("BalanceCredited 102.00 at version 3", bank.ask(credit(id, "2")));
    assertEquals(1, store.takeLoads());
  }

  @Test
  void aLostRaceMakesTheCachedStateDoubtfulUntilItProvesStable() {
    otherInstance.ask(credit(id, "1"));
    bank.ask(credit(id, "1"));
    assertEquals(2, store.takeSizes().size());
    assertEquals(0, store.takeLoads());

    for (int i = 0; i < 3; i++) {
      bank.ask(credit(id, "1"));
      assertEquals(1, store.takeSizes().size());
      assertEquals(1, store.takeLoads());
    }
    bank.ask(credit(id, "1"));
    assertEquals(0, store.takeLoads());
  }

  @Test
  void aStateThatOtherProcessesKeepChangingCostsNoLostWrites() {
    otherInstance.ask(credit(id, "1"));
    bank.ask(credit(id, "1"));
    store.takeCommits();

    for (int i = 0; i < 20; i++) {
      otherInstance.ask(credit(id, "1"));
      bank.ask(credit(id, "1"));
    }
    assertEquals(20, store.takeCommits().size());
  }

  @Test
  void aMissingAccountIsReadEachTime() {
    var missing = UUID.randomUUID();
    assertEquals("no account", bank.ask(credit(missing, "1")));
    otherInstance.ask(new AccountCommands.OpenAccount(missing, null, TestBank.EUR));

    assertEquals("BalanceCredited 1.00 at version 2", bank.ask(credit(missing, "1")));
  }

  @Test
  void aCommandWhoseReadFailsIsNotApplied() {
    otherInstance.ask(credit(id, "1"));
    bank.ask(credit(id, "1"));
    store.answersLoadsWith(
        () -> Uni.createFrom().failure(new StoreUnavailable("no answer", false, null)));

    var failure = assertThrows(StoreUnavailable.class, () -> bank.ask(credit(id, "1")));
    assertFalse(failure.outcomeUnknown());
  }

  private static Uni<Committed<Account>> lost() {
    return Uni.createFrom().failure(new StoreUnavailable("no answer", true, null));
  }
}
