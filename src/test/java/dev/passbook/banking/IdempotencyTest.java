package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.keyed;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.CommandResult;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A key has one effect and one response. */
class IdempotencyTest {
  private static final String KEY = "8e03978e";

  private final EventStore<Account, AccountEvent> store =
      new InMemoryEventStore<>(new AccountCodec());
  private final Interloper interloper = new Interloper(store);
  private final TestBank bank = new TestBank(interloper);
  private final TestBank otherInstance = new TestBank(store);

  @Test
  void aRetryGetsTheFirstResponseAndHasNoEffect() {
    var id = bank.open();

    var first = bank.ask(credit(id, "10"), KEY);
    var retry = bank.ask(credit(id, "10"), KEY);

    assertEquals(new CommandResult(first.response(), false), first);
    assertEquals(new CommandResult(first.response(), true), retry);
    assertEquals("10.00", bank.balance(id));
  }

  @Test
  void aRetryAfterManyNewerEventsGetsTheFirstResponse() {
    var id = bank.open();
    var first = bank.ask(credit(id, "10"), KEY);
    for (int i = 0; i < 25; i++) {
      bank.ask(credit(id, "1"));
    }

    assertEquals(new CommandResult(first.response(), true), bank.ask(credit(id, "10"), KEY));
    assertEquals("35.00", bank.balance(id));
  }

  @Test
  void aRetryAtAnotherInstanceGetsTheFirstResponse() {
    var id = bank.open();
    var first = bank.ask(credit(id, "10"), KEY);

    assertEquals(
        new CommandResult(first.response(), true), otherInstance.ask(credit(id, "10"), KEY));
  }

  @Test
  void aRetryThatWouldBeRefusedNowGetsItsFirstResponse() {
    var id = bank.openWith("10");
    var first = bank.ask(withdraw(id, "10"), KEY);
    bank.ask(TestBank.close(id));

    assertEquals(new CommandResult(first.response(), true), bank.ask(withdraw(id, "10"), KEY));
  }

  @Test
  void aRetryWhoseExpectedVersionIsGoneGetsItsFirstResponse() {
    var id = bank.openWith("10");
    var conditional =
        new CommandRequest(Caller.ANYONE, Optional.of(KEY), Optional.of(Set.of(2L)), deadline());
    var first = bank.reply(credit(id, "1"), conditional);

    assertEquals(
        new CommandResult(first.response(), true), bank.reply(credit(id, "1"), conditional));
    assertEquals("11.00", bank.balance(id));
  }

  @Test
  void theSameAmountInAnotherNotationIsTheSameRequest() {
    var id = bank.open();
    bank.ask(credit(id, "10"), KEY);

    assertEquals(true, bank.ask(credit(id, "1e1"), KEY).replayed());
    assertEquals(true, bank.ask(credit(id, "10.00"), KEY).replayed());
  }

  @Test
  void anotherRequestUnderTheKeyIsRefusedWithoutEffect() {
    var id = bank.open();
    bank.ask(credit(id, "10"), KEY);

    assertEquals("key reused", bank.ask(credit(id, "11"), KEY).response().body());
    assertEquals(
        "key reused",
        bank.ask(new AccountCommands.Credit(id, TestBank.amount("10"), "note"), KEY)
            .response()
            .body());
    assertEquals("10.00", bank.balance(id));
  }

  @Test
  void aReusedKeyIsRefusedBeforeTheRulesApply() {
    var id = bank.openWith("10");
    bank.ask(withdraw(id, "1"), KEY);

    assertEquals("key reused", bank.ask(withdraw(id, "1000"), KEY).response().body());
  }

  @Test
  void aKeyIsValidForOneOperationOnOneAccount() {
    var one = bank.openWith("10");
    var other = bank.open();
    bank.ask(credit(one, "5"), KEY);

    assertEquals(false, bank.ask(credit(other, "5"), KEY).replayed());
    assertEquals(false, bank.ask(withdraw(one, "5"), KEY).replayed());
    assertEquals("10.00", bank.balance(one));
    assertEquals("5.00", bank.balance(other));
  }

  @Test
  void aRefusalIsReplayedEvenIfTheBalanceHasGrown() {
    var id = bank.openWith("1");
    var first = bank.ask(withdraw(id, "5"), KEY);
    bank.ask(credit(id, "100"));

    assertEquals("INSUFFICIENT_FUNDS", first.response().body());
    assertEquals(new CommandResult(first.response(), true), bank.ask(withdraw(id, "5"), KEY));
    assertEquals("101.00", bank.balance(id));
  }

  @Test
  void aMissingAccountLeavesTheKeyFree() {
    var id = UUID.randomUUID();
    assertEquals(404, bank.ask(credit(id, "5"), KEY).response().status());

    bank.ask(new OpenAccount(id, null, TestBank.EUR));

    assertEquals(201, bank.ask(credit(id, "5"), KEY).response().status());
  }

  @Test
  void aVersionMismatchLeavesTheKeyFree() {
    var id = bank.openWith("5");
    var conditional =
        new CommandRequest(Caller.ANYONE, Optional.of(KEY), Optional.of(Set.of(1L)), deadline());
    assertEquals(412, bank.reply(credit(id, "5"), conditional).response().status());

    assertEquals(201, bank.ask(credit(id, "5"), KEY).response().status());
  }

  @Test
  void aFlawedRequestLeavesTheKeyFree() {
    var id = bank.open();
    assertEquals("AMOUNT_TOO_FINE", bank.ask(credit(id, "0.001"), KEY).response().body());

    assertEquals(201, bank.ask(credit(id, "5"), KEY).response().status());
  }

  @Test
  void losingRacesUntilTheDeadlineLeavesTheKeyFree() {
    var id = bank.open();
    interloper.answersEveryCommitWith(
        () -> Uni.createFrom().failure(new VersionConflict("somebody else is faster")));
    var shortly =
        new CommandRequest(
            Caller.ANYONE, Optional.of(KEY), Optional.empty(), Deadline.in(Duration.ofSeconds(1)));

    assertThrows(VersionConflict.class, () -> bank.reply(credit(id, "5"), shortly));

    assertEquals(false, otherInstance.ask(credit(id, "5"), KEY).replayed());
  }

  @Test
  void afterLosingEveryRaceTheFirstResponseIsReplayed() {
    var id = bank.open();
    interloper.answersEveryCommitWith(
        () -> Uni.createFrom().failure(new VersionConflict("somebody else is faster")));
    var first = otherInstance.ask(credit(id, "5"), KEY);
    var shortly =
        new CommandRequest(
            Caller.ANYONE, Optional.of(KEY), Optional.empty(), Deadline.in(Duration.ofSeconds(1)));

    assertEquals(new CommandResult(first.response(), true), bank.reply(credit(id, "5"), shortly));
  }

  @Test
  void aRetryThatOvertakesTheFirstRequestDecidesForBoth() {
    var id = bank.open();
    interloper.getsInBefore(() -> otherInstance.ask(credit(id, "5"), KEY));

    var overtaken = bank.ask(credit(id, "5"), KEY);

    assertEquals(true, overtaken.replayed());
    assertEquals("5.00", bank.balance(id));
  }

  @Test
  void openingAnAccountTwiceOpensOne() {
    var first = bank.ask(new OpenAccount(UUID.randomUUID(), "Ada", TestBank.EUR), KEY);
    var other = UUID.randomUUID();
    var retry = bank.ask(new OpenAccount(other, "Ada", TestBank.EUR), KEY);

    assertEquals(new CommandResult(first.response(), true), retry);
    assertEquals(
        Lookup.Missing.ACCOUNT,
        TestBank.missing(get(bank.history.now(Caller.ANYONE, other, deadline()))));
  }

  @Test
  void openingForAnotherOwnerUnderTheKeyIsRefused() {
    bank.ask(new OpenAccount(UUID.randomUUID(), "Ada", TestBank.EUR), KEY);

    var other = bank.ask(new OpenAccount(UUID.randomUUID(), null, TestBank.EUR), KEY);

    assertEquals("key reused", other.response().body());
  }

  @Test
  void aTransferIsMadeOnce() {
    var from = bank.openWith("10");
    var to = bank.open();

    var first = bank.ask(transfer(from, to, "4"), KEY);

    assertEquals(new CommandResult(first.response(), true), bank.ask(transfer(from, to, "4"), KEY));
    assertEquals("key reused", bank.ask(transfer(to, from, "4"), KEY).response().body());
    assertEquals("6.00", bank.balance(from));
    assertEquals("4.00", bank.balance(to));
  }

  @Test
  void aKeyIsRememberedForTheRetention() {
    var id = bank.open();
    var command = credit(id, "5");
    bank.reply(command, keyed(KEY));

    var marker =
        get(store.findMarker(IdempotencyKeys.marker(Caller.ANYONE, command, KEY), deadline()));

    assertEquals(
        Optional.of(bank.clock.instant().plus(TestBank.RETENTION)),
        marker.map(found -> found.expiresAt()));
  }

  @Test
  void withoutAKeyTheSameRequestIsMadeTwice() {
    var id = bank.open();

    bank.ask(credit(id, "5"));
    bank.ask(credit(id, "5"));

    assertEquals("10.00", bank.balance(id));
  }
}
