package dev.passbook.banking;

import static dev.passbook.banking.TestBank.close;
import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.keyed;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.banking.TestCommands.capture;
import static dev.passbook.banking.TestCommands.hold;
import static dev.passbook.banking.TestCommands.reverse;
import static dev.passbook.banking.TestCommands.reverseTransfer;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bank takes a movement back once, even if another operator asks again. */
class ReversalsTest {
  private final EventStore<Account, AccountEvent> store =
      new InMemoryEventStore<>(new AccountCodec());
  private final TestBank bank = new TestBank(store);
  private final TestBank otherInstance = new TestBank(store);
  private final UUID id = bank.openWith("50");

  @Test
  void aReversalNamesWhatItTakesBackAndTheOriginalStays() {
    var original = bank.events(id).get(1);

    assertEquals("BalanceWithdrawn 0.00 at version 3", bank.ask(reverse(bank, id, 2)));

    assertEquals(2L, bank.events(id).get(2).event().reverses());
    assertEquals(original, bank.events(id).get(1));
  }

  @Test
  void aSecondReversalIsRefusedAndSaysWhichWasTheFirst() {
    bank.ask(withdraw(id, "10"));
    assertEquals("BalanceCredited 50.00 at version 4", bank.ask(reverse(bank, id, 3)));

    assertEquals("reversed by 4", bank.ask(reverse(bank, id, 3)));
    assertEquals("reversed by 4", otherInstance.ask(reverse(bank, id, 3)));
    assertEquals("50.00", bank.balance(id));
  }

  /** The first reversal took the money that a second one would need. */
  @Test
  void aSecondReversalIsNotRefusedForTheFundsThatTheFirstOneTook() {
    bank.ask(reverse(bank, id, 2));

    assertEquals("reversed by 3", bank.ask(reverse(bank, id, 2)));
    assertEquals(
        "reversed by 3",
        get(bank.bank.dryRun(reverse(bank, id, 2), TestBank.request(), new TestBank.Plain()))
            .body());
  }

  @Test
  void aFirstReversalIsRefusedForMissingFunds() {
    bank.ask(withdraw(id, "1"));

    assertEquals("INSUFFICIENT_FUNDS", bank.ask(reverse(bank, id, 2)));
    bank.ask(credit(id, "1"));
    assertEquals("BalanceWithdrawn 0.00 at version 5", bank.ask(reverse(bank, id, 2)));
  }

  @Test
  void aClosedAccountTakesNoReversalNorASecondOne() {
    bank.ask(reverse(bank, id, 2));
    bank.ask(close(id));

    assertEquals("ACCOUNT_CLOSED", bank.ask(reverse(bank, id, 2)));
  }

  @Test
  void aReversalUnderAKeyIsReplayedAndAnotherKeyIsRefused() {
    var first = bank.reply(reverse(bank, id, 2), keyed("first"));
    var retry = otherInstance.reply(reverse(bank, id, 2), keyed("first"));
    var other = otherInstance.reply(reverse(bank, id, 2), keyed("other"));

    assertFalse(first.replayed());
    assertTrue(retry.replayed());
    assertEquals(first.response(), retry.response());
    assertEquals("reversed by 3", other.response().body());
    assertTrue(bank.reply(reverse(bank, id, 2), keyed("other")).replayed());
  }

  @Test
  void aCaptureIsTakenBackAndItsHoldStaysCaptured() {
    bank.ask(hold(id, "20"));
    bank.ask(capture(id, 3, "15"));

    assertEquals("BalanceCredited 50.00 at version 5", bank.ask(reverse(bank, id, 4)));
    assertEquals("hold CAPTURED", bank.ask(capture(id, 3, "1")));
  }

  @Test
  void aTransferIsTakenBackOnceByATransfer() {
    var to = bank.open();
    bank.ask(transfer(id, to, "30"));

    assertEquals(
        "BalanceWithdrawn 0.00 at version 3\nBalanceCredited 50.00 at version 4",
        bank.ask(reverseTransfer(bank, id, 3)));

    var back = (BalanceWithdrawn) bank.events(to).get(2).event();
    assertEquals(new TransferId(to, 3).toString(), back.transferId());
    assertEquals(2L, back.reverses());
    assertEquals(3L, bank.events(id).get(3).event().reverses());
    assertEquals("reversed by " + back.transferId(), bank.ask(reverseTransfer(bank, id, 3)));
    assertEquals("NOT_REVERSIBLE", bank.ask(reverseTransfer(bank, to, 3)));
  }

  @Test
  void aTransfersSingleLegIsNotReversible() {
    var to = bank.open();
    bank.ask(transfer(id, to, "30"));

    assertEquals("NOT_REVERSIBLE", bank.ask(reverse(bank, id, 3)));
    assertEquals("NOT_REVERSIBLE", bank.ask(reverse(bank, to, 2)));
    assertEquals("NOT_REVERSIBLE", bank.ask(reverse(bank, id, 1)));
    assertTrue(get(store.findClaim("reversal-" + id + "-3", deadline())).isEmpty());
  }

  @Test
  void lapsesBeforeATransferBackMoveItsVersions() {
    var to = bank.open();
    bank.ask(transfer(id, to, "30"));
    bank.ask(hold(to, "30"));
    bank.clock.advance(TestCommands.EXPIRY);

    bank.ask(reverseTransfer(bank, id, 3));

    var leg = (BalanceWithdrawn) bank.events(to).get(4).event();
    assertEquals(new TransferId(to, 5).toString(), leg.transferId());
    assertEquals("reversed by " + leg.transferId(), bank.ask(reverseTransfer(bank, id, 3)));
  }
}
