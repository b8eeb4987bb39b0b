package dev.passbook.banking;

import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.banking.ReversalCommands.ReverseEvent;
import dev.passbook.banking.ReversalCommands.ReverseTransfer;
import org.junit.jupiter.api.Test;

/** Checks that a transfer's leg is never reversed by itself, whatever became of the transfer. */
class LegReversalTest {
  private final TestBank bank = TestBank.inMemory();

  @Test
  void aLegOfAReversedTransferIsStillNotReversible() {
    var from = bank.openWith("10");
    var to = bank.open();
    bank.ask(TestBank.transfer(from, to, "4"));
    var leg = bank.events(from).get(2);
    var reversal = new ReverseEvent(from, 3, leg.event(), null);
    assertEquals("NOT_REVERSIBLE", bank.ask(reversal));
    var id = new TransferId(from, 3);
    bank.ask(new ReverseTransfer(id, (BalanceWithdrawn) leg.event(), null));
    assertEquals("10.00", bank.balance(from));
    assertEquals("NOT_REVERSIBLE", bank.ask(reversal));
    assertEquals("NOT_REVERSIBLE", dryRun(reversal));
  }

  private String dryRun(AccountCommand command) {
    var request = TestBank.request();
    return get(bank.bank.dryRun(command, request, new TestBank.Plain())).body();
  }
}
