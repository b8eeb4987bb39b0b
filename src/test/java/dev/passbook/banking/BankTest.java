package dev.passbook.banking;

import static dev.passbook.banking.TestBank.amount;
import static dev.passbook.banking.TestBank.close;
import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.ifVersion;
import static dev.passbook.banking.TestBank.request;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Currencies;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BankTest {
  private final EventStore<Account, AccountEvent> store =
      new InMemoryEventStore<>(new AccountCodec());
  private final Interloper interloper = new Interloper(store);
  private final TestBank bank = new TestBank(interloper);
  private final TestBank otherInstance = new TestBank(store);

  @Test
  void anAccountIsOpenedAtVersionOne() {
    var id = UUID.randomUUID();

    assertEquals(
        "AccountCreated 0.00 at version 1", bank.ask(new OpenAccount(id, null, TestBank.EUR)));
    assertEquals("0.00", bank.balance(id));
  }

  @Test
  void sixtyLessTenLessTenPlusTenIsFifty() {
    var id = bank.openWith("60");

    assertEquals("BalanceWithdrawn 50.00 at version 3", bank.ask(withdraw(id, "10")));
    assertEquals("BalanceWithdrawn 40.00 at version 4", bank.ask(withdraw(id, "10")));
    assertEquals("BalanceCredited 50.00 at version 5", bank.ask(credit(id, "10")));
  }

  @Test
  void aTenthAThousandTimesIsAHundred() {
    var id = bank.open();
    for (int i = 0; i < 1_000; i++) {
      bank.ask(credit(id, "0.1"));
    }

    assertEquals("100.00", bank.balance(id));
    assertEquals(1_001, bank.version(id));
  }

  @Test
  void aRefusalRecordsNothing() {
    var id = bank.openWith("5");

    assertEquals("INSUFFICIENT_FUNDS", bank.ask(withdraw(id, "5.01")));
    assertEquals("BALANCE_NOT_ZERO", bank.ask(close(id)));
    assertEquals("AMOUNT_TOO_FINE", bank.ask(credit(id, "0.001")));
    assertEquals(2, bank.version(id));
  }

  @Test
  void aClosedAccountTakesNoMoreWrites() {
    var id = bank.open();

    assertEquals("AccountClosed 0.00 at version 2", bank.ask(close(id)));
    assertEquals("ACCOUNT_CLOSED", bank.ask(credit(id, "1")));
    assertEquals("ACCOUNT_CLOSED", bank.ask(close(id)));
  }

  @Test
  void anAccountThatWasNeverOpenedIsMissing() {
    var id = UUID.randomUUID();

    assertEquals("no account", bank.ask(credit(id, "1")));
    assertEquals(0, interloper.commits());
  }

  @Test
  void aConditionalWriteSucceedsAtAnyExpectedVersion() {
    var id = bank.openWith("5");

    assertEquals(201, bank.reply(credit(id, "1"), ifVersion(1L, 2L)).response().status());
  }

  @Test
  void aConditionalWriteIsRefusedAtAnotherVersion() {
    var id = bank.openWith("5");

    var response = bank.reply(credit(id, "1"), ifVersion(1L)).response();

    assertEquals("is at version 2", response.body());
    assertEquals(2, bank.version(id));
  }

  @Test
  void aConditionalWriteThatLosesTheRaceIsNotAppliedToAnotherVersion() {
    var id = bank.openWith("5");
    interloper.getsInBefore(() -> otherInstance.ask(credit(id, "1")));

    assertEquals("is at version 3", bank.reply(credit(id, "1"), ifVersion(2L)).response().body());
    assertEquals("6.00", bank.balance(id));
  }

  @Test
  void existenceIsCheckedBeforeTheVersionAndTheVersionBeforeTheRules() {
    var missing = UUID.randomUUID();
    var poor = bank.open();

    assertEquals(404, bank.reply(withdraw(missing, "1"), ifVersion(7L)).response().status());
    assertEquals(412, bank.reply(withdraw(poor, "1"), ifVersion(7L)).response().status());
    assertEquals(422, bank.reply(withdraw(poor, "1"), ifVersion(1L)).response().status());
  }

  @Test
  void aLostRaceIsDecidedAgain() {
    var id = bank.openWith("5");
    interloper.getsInBefore(
        () -> otherInstance.ask(credit(id, "1")), () -> otherInstance.ask(credit(id, "2")));

    assertEquals("BalanceWithdrawn 4.00 at version 5", bank.ask(withdraw(id, "4")));
  }

  @Test
  void aWithdrawalIsDecidedOnTheCurrentBalance() {
    var id = bank.openWith("5");
    interloper.getsInBefore(() -> otherInstance.ask(withdraw(id, "3")));

    assertEquals("INSUFFICIENT_FUNDS", bank.ask(withdraw(id, "4")));
    assertEquals("2.00", bank.balance(id));
  }

  @Test
  void losingRacesUntilTheDeadlineIsAVersionConflict() {
    var id = bank.open();
    interloper.answersEveryCommitWith(
        () -> Uni.createFrom().failure(new VersionConflict("somebody else is faster")));

    var shortly =
        new CommandRequest(
            Caller.ANYONE, Optional.empty(), Optional.empty(), Deadline.in(Duration.ofSeconds(1)));

    assertThrows(VersionConflict.class, () -> bank.reply(credit(id, "1"), shortly));
    assertEquals(1, bank.version(id));
  }

  @Test
  void bothLegsOfATransferHaveTheSameTime() {
    var from = bank.openWith("60");
    var to = bank.open();

    assertEquals(
        "BalanceWithdrawn 50.00 at version 3\nBalanceCredited 10.00 at version 2",
        bank.ask(transfer(from, to, "10")));

    var debit = last(bank.events(from));
    var credit = last(bank.events(to));
    assertEquals(from + "-3", debit.event().transferId());
    assertEquals(from + "-3", credit.event().transferId());
    assertEquals(debit.at(), credit.at());
    assertEquals(debit.commandId(), credit.commandId());
  }

  @Test
  void aRefusedTransferRecordsNeitherLeg() {
    var from = bank.openWith("5");
    var to = bank.open();
    var yen = bank.open(Currencies.of("JPY"));
    var missing = UUID.randomUUID();

    assertEquals("INSUFFICIENT_FUNDS", bank.ask(transfer(from, to, "6")));
    assertEquals("CURRENCY_MISMATCH", bank.ask(transfer(from, yen, "1")));
    assertEquals("no account", bank.ask(transfer(from, missing, "1")));
    assertEquals("no account", bank.ask(transfer(missing, to, "1")));
    assertEquals(2, bank.version(from));
    assertEquals(1, bank.version(to));
  }

  @Test
  void aTransferThatLosesARaceOnEitherSideIsDecidedAgainAsAWhole() {
    var from = bank.openWith("60");
    var to = bank.open();
    interloper.getsInBefore(
        () -> otherInstance.ask(credit(to, "1")), () -> otherInstance.ask(withdraw(from, "1")));

    bank.ask(transfer(from, to, "10"));

    assertEquals("49.00", bank.balance(from));
    assertEquals("11.00", bank.balance(to));
    assertEquals(from + "-4", last(bank.events(to)).event().transferId());
  }

  @Test
  void anAccountsTimeNeverGoesBack() {
    var id = bank.openWith("5");
    var noon = bank.state(id).updatedAt();
    bank.clock.set(noon.minusSeconds(3_600));

    bank.ask(credit(id, "1"));
    assertEquals(noon, bank.state(id).updatedAt());

    bank.clock.set(noon.plusMillis(1));
    bank.ask(credit(id, "1"));
    assertEquals(noon.plusMillis(1), bank.state(id).updatedAt());
  }

  @Test
  void aTransferCarriesTheLatestTimeOfBothAccounts() {
    var from = bank.openWith("5");
    bank.clock.advance(Duration.ofHours(1));
    var to = bank.open();
    var later = bank.clock.instant();
    bank.clock.set(Instant.parse("2026-01-01T00:00:00Z"));

    bank.ask(transfer(from, to, "1"));

    assertEquals(later, bank.state(from).updatedAt());
    assertEquals(later, bank.state(to).updatedAt());
  }

  @Test
  void everyEventNamesTheCommandThatCausedIt() {
    var id = bank.openWith("5");
    bank.ask(withdraw(id, "1"));

    var commands = bank.events(id).stream().map(RecordedEvent::commandId).distinct().count();
    assertEquals(3, commands);
    assertEquals(
        LongStream.rangeClosed(1, 3).boxed().toList(),
        bank.events(id).stream().map(RecordedEvent::version).toList());
  }

  @Test
  void aCommandIsHandledOnlyOnSubscription() {
    var id = bank.open();

    bank.bank.handle(
        new AccountCommands.Credit(id, amount("1"), null), request(), new TestBank.Plain());

    assertEquals(1, bank.version(id));
  }

  private static RecordedEvent<AccountEvent> last(List<RecordedEvent<AccountEvent>> events) {
    return events.get(events.size() - 1);
  }
}
