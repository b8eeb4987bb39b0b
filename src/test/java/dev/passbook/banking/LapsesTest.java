package dev.passbook.banking;

import static dev.passbook.banking.TestBank.close;
import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.ifVersion;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.banking.TestCommands.EXPIRY;
import static dev.passbook.banking.TestCommands.capture;
import static dev.passbook.banking.TestCommands.captureByTransfer;
import static dev.passbook.banking.TestCommands.hold;
import static dev.passbook.banking.TestCommands.limit;
import static dev.passbook.banking.TestCommands.release;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.decider.CommandResult;
import dev.passbook.eventstore.Actor;
import dev.passbook.eventstore.Commit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lapse is recorded in front of the account's next event, in the same row. */
class LapsesTest {
  private final HeldStore store = new HeldStore();
  private final TestBank bank = new TestBank(store);
  private final UUID id = bank.openWith("100");

  /** Version 3, until the end of the seventh day. */
  @BeforeEach
  void aHold() {
    assertEquals("HoldPlaced 100.00 at version 3", bank.ask(hold(id, "30")));
    store.takeCommits();
  }

  private List<String> types() {
    return bank.events(id).stream().skip(3).map(it -> it.event().type()).toList();
  }

  private List<Integer> eventsOfEachRow() {
    return store.takeCommits().stream()
        .map(Commit::appends)
        .filter(appends -> !appends.isEmpty())
        .map(appends -> appends.get(0).events().size())
        .toList();
  }

  private CompletableFuture<CommandResult> send(AccountCommand command) {
    return bank.bank
        .handle(command, TestBank.request(), new TestBank.Plain())
        .subscribeAsCompletionStage();
  }

  private static String body(CompletableFuture<CommandResult> reply) {
    assertTrue(reply.isDone(), "answered");
    return reply.join().response().body();
  }

  @Test
  void untilItsExpiryAHoldBlocksWhatItReserves() {
    bank.clock.advance(EXPIRY.minusMillis(1));

    assertEquals("INSUFFICIENT_FUNDS", bank.ask(withdraw(id, "70.01")));
    assertEquals("BalanceWithdrawn 30.00 at version 4", bank.ask(withdraw(id, "70")));
    assertEquals(List.of("BalanceWithdrawn"), types());
  }

  @Test
  void fromItsExpiryOnAHoldBlocksNothingAndTheNextRowSaysSo() {
    bank.clock.advance(EXPIRY);

    assertEquals("BalanceWithdrawn 0.00 at version 5", bank.ask(withdraw(id, "100")));
    assertEquals(List.of("HoldExpired", "BalanceWithdrawn"), types());
    assertEquals(List.of(2), eventsOfEachRow());
  }

  @Test
  void aLapseIsRecordedOnce() {
    bank.clock.advance(EXPIRY);
    bank.ask(credit(id, "1"));
    bank.ask(credit(id, "1"));
    new TestBank(store).ask(credit(id, "1"));

    assertEquals(
        List.of("HoldExpired", "BalanceCredited", "BalanceCredited", "BalanceCredited"), types());
  }

  @Test
  void aRefusalRecordsNoLapse() {
    bank.clock.advance(EXPIRY);

    assertEquals("INSUFFICIENT_FUNDS", bank.ask(withdraw(id, "100.01")));
    assertEquals("hold EXPIRED", bank.ask(capture(id, 3, "1")));
    assertEquals("hold EXPIRED", bank.ask(release(id, 3)));
    assertEquals(List.of(), types());
  }

  @Test
  void aCommandThatNeedsNoEventRecordsNoLapseEither() {
    bank.clock.advance(EXPIRY);

    assertEquals("", bank.ask(limit(id, "0")));
    assertEquals(List.of(), types());
    assertEquals(List.of(), eventsOfEachRow());
  }

  @Test
  void anAccountIsClosedOnceItsHoldsHaveLapsed() {
    bank.ask(withdraw(id, "70"));
    bank.ask(limit(id, "30"));
    assertEquals("HOLDS_OUTSTANDING", bank.ask(close(id)));
    bank.clock.advance(EXPIRY);
    bank.ask(withdraw(id, "30"));

    assertEquals("AccountClosed 0.00 at version 8", bank.ask(close(id)));
  }

  @Test
  void severalLapsesStandInOneRowInTheOrderOfTheirPlacing() {
    bank.ask(hold(id, "5", bank.clock.instant().plus(EXPIRY.multipliedBy(2))));
    bank.ask(hold(id, "6", bank.clock.instant().plusSeconds(60)));
    bank.clock.advance(EXPIRY);
    store.takeCommits();

    assertEquals("BalanceCredited 101.00 at version 8", bank.ask(credit(id, "1")));

    var lapses = bank.events(id).subList(5, 7);
    assertEquals(List.of(3L, 5L), lapses.stream().map(it -> it.event().hold()).toList());
    assertEquals(List.of(3), eventsOfEachRow());
    assertEquals(
        1, bank.events(id).subList(5, 8).stream().map(it -> it.commandId()).distinct().count());
  }

  @Test
  void anExpectedVersionIsTheStoredOne() {
    bank.clock.advance(EXPIRY);

    assertEquals("is at version 3", bank.reply(credit(id, "1"), ifVersion(4L)).response().body());
    assertEquals(
        "BalanceCredited 101.00 at version 5",
        bank.reply(credit(id, "1"), ifVersion(3L)).response().body());
  }

  @Test
  void aTransfersIdIsTheVersionOfItsWithdrawalBehindTheLapses() {
    var to = bank.open();
    bank.ask(credit(to, "1"));
    bank.ask(hold(to, "1"));
    bank.clock.advance(EXPIRY);

    bank.ask(transfer(id, to, "100"));

    var leg = (BalanceWithdrawn) bank.events(id).get(4).event();
    assertEquals(new TransferId(id, 5).toString(), leg.transferId());
    assertEquals(5, leg.transfer().toVersion());
    assertEquals(leg.transferId(), bank.events(to).get(4).event().transferId());
  }

  @Test
  void aTransferFromALapsedHoldIsRefused() {
    bank.clock.advance(EXPIRY);

    assertEquals("hold EXPIRED", bank.ask(captureByTransfer(id, 3, bank.open(), "1")));
    assertEquals(List.of(), types());
  }

  @Test
  void aHoldPlacedBehindALapseHasTheVersionOfItsEvent() {
    bank.clock.advance(EXPIRY);

    assertEquals("HoldPlaced 100.00 at version 5", bank.ask(hold(id, "100")));
    assertEquals(5L, bank.events(id).get(4).event().hold());
    assertEquals("BalanceWithdrawn 50.00 at version 6", bank.ask(capture(id, 5, "50")));
  }

  @Test
  void theFirstCommandOfABatchRecordsTheLapseForAll() {
    store.hold();
    send(credit(id, "1"));
    bank.clock.advance(EXPIRY);
    var takesAll = send(withdraw(id, "101"));
    var tooLate = send(capture(id, 3, "1"));
    var paysIn = send(credit(id, "2"));
    store.letAllThrough();

    assertEquals("BalanceWithdrawn 0.00 at version 6", body(takesAll));
    assertEquals("hold EXPIRED", body(tooLate));
    assertEquals("BalanceCredited 2.00 at version 7", body(paysIn));
    assertEquals(
        List.of("BalanceCredited", "HoldExpired", "BalanceWithdrawn", "BalanceCredited"), types());
    assertEquals(List.of(1, 3), eventsOfEachRow());
  }

  @Test
  void inABatchAHoldEndsOnce() {
    store.hold();
    send(credit(id, "1"));
    var released = send(release(id, 3));
    var again = send(release(id, 3));
    var captured = send(capture(id, 3, "1"));
    store.letAllThrough();

    assertEquals("HoldReleased 101.00 at version 5", body(released));
    assertEquals("hold RELEASED", body(again));
    assertEquals("hold RELEASED", body(captured));
  }

  @Test
  void aClockThatGoesBackRevivesNoHold() {
    bank.clock.advance(EXPIRY);
    bank.ask(credit(id, "1"));
    bank.clock.advance(Duration.ofDays(-1));

    assertEquals("BalanceWithdrawn 0.00 at version 6", bank.ask(withdraw(id, "101")));
  }

  @Test
  void nobodyCausesALapse() {
    var ada = new Caller(new Holder("acme", "ada"), false);
    var olga = new Caller(new Holder("acme", "olga"), true);
    var adas = UUID.randomUUID();
    as(ada, new OpenAccount(adas, "Ada", TestBank.EUR, ada.identity()));
    as(ada, credit(adas, "10"));
    as(ada, hold(adas, "10"));
    bank.clock.advance(EXPIRY);
    as(olga, withdraw(adas, "10"));

    var events = bank.events(adas);
    assertEquals(new Actor("ada", "holder"), events.get(2).actor());
    assertNull(events.get(3).actor());
    assertEquals(new Actor("olga", "operator"), events.get(4).actor());
    assertNull(bank.events(id).get(0).actor());
  }

  private void as(Caller caller, AccountCommand command) {
    var request =
        new CommandRequest(
            caller, Optional.empty(), Optional.empty(), TestBank.request().deadline());
    assertEquals(201, bank.reply(command, request).response().status());
  }
}
