package dev.passbook.proof.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Checks that the checker finds faults in holds, limits, restrictions and reversals. */
class CheckedHoldsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ModelBank bank = new ModelBank();
  private final History history = new History(bank, bank);
  private final String anna = open(history, "anna");
  private final String bert = open(history, "bert");

  private static String open(History history, String owner) {
    Exchange opened = history.send(Command.open(owner), 0);
    String account = opened.answer().json().path("id").asText();
    history.send(Command.credit(account, BigDecimal.TEN, owner + "'s funds"), 0);
    return account;
  }

  private Answer send(Command command) {
    return history.send(command, 0).answer();
  }

  private Command hold(int amount, String reference, Duration time) {
    String expiry = bank.now(0).plus(time).toString();
    return Command.hold(anna, BigDecimal.valueOf(amount), expiry, reference);
  }

  private Command withdraw(int amount, String reference) {
    return Command.withdraw(anna, BigDecimal.valueOf(amount), reference);
  }

  private Command transfer(int amount, String reference) {
    return Command.transfer(anna, bert, BigDecimal.valueOf(amount), reference);
  }

  private void isClean() {
    assertEquals("", Checker.report(Checker.check(history.exchanges(), bank.table())));
  }

  private void catches(Rule rule, Table table) {
    assertNames(rule, Checker.check(history.exchanges(), table));
  }

  private void catches(Rule rule, String reference, UnaryOperator<String> lie) {
    List<Exchange> altered = new ArrayList<>();
    for (Exchange exchange : history.exchanges()) {
      Answer answer = exchange.answer();
      altered.add(
          reference.equals(exchange.command().reference())
              ? exchange.answering(
                  new Answer(answer.status(), answer.headers(), lie.apply(answer.body())))
              : exchange);
    }
    assertNames(rule, Checker.check(altered, bank.table()));
  }

  private static void assertNames(Rule rule, List<Violation> violations) {
    assertTrue(
        violations.stream().anyMatch(violation -> violation.rule() == rule),
        () -> rule + " is not among:\n" + Checker.report(violations));
  }

  private StoredRow row(int place) {
    return bank.table().streams().get(anna).get(place - 1);
  }

  private Table withEvents(int place, List<StoredEvent> events) {
    StoredRow row = row(place);
    List<StoredEvent> moved = new ArrayList<>();
    events.forEach(event -> moved.add(event.moved(anna, row.version() + moved.size(), row.at())));
    StoredRow other = new StoredRow(anna, row.version(), row.at(), moved, row.snapshot());
    return Tables.withRow(bank.table(), anna, place, other);
  }

  private Table withDetails(int place, StoredDetails details) {
    StoredEvent event = row(place).events().get(0);
    return withEvents(place, List.of(event.with(event.balance(), details)));
  }

  /** The hold is version 3, its lapse version 4 and the withdrawal version 5, in the fourth row. */
  private void letAHoldLapse() {
    send(hold(8, "hotel", MINUTE));
    bank.advance(0, MINUTE);
    send(withdraw(9, "after the lapse"));
  }

  @Test
  void honestHoldsAreClean() {
    send(hold(6, "hotel", MINUTE));
    send(withdraw(5, "too much"));
    send(withdraw(1, "part").from(3, false));
    send(transfer(2, "last part").from(3, true));
    send(withdraw(1, "ended").from(3, true));
    send(hold(6, "released", MINUTE));
    send(Command.release(anna, 6, "release"));
    send(Command.release(anna, 6, "second release"));
    send(hold(5, "lapsed", MINUTE));
    bank.advance(0, MINUTE);
    send(Command.read(anna));
    send(withdraw(6, "after the lapse"));
    send(Command.readHolds(anna));
    List.of(3, 6, 8).forEach(hold -> send(Command.readHold(anna, hold)));
    isClean();
  }

  @Test
  void aHoldHasLapsedAtItsExpiryAndNotBefore() {
    send(hold(8, "hotel", Duration.ofMillis(3)));
    assertEquals(422, send(withdraw(9, "too early")).status());
    assertEquals(201, send(withdraw(9, "in time")).status());
    isClean();
  }

  @Test
  void aHoldThatCountsAtItsExpiryIsCaught() {
    send(hold(8, "hotel", Duration.ofMillis(2)));
    send(withdraw(9, "in time"));
    assertEquals(2, row(4).events().size());
    StoredEvent own = row(4).events().get(1);
    catches(Rule.LAPSES_ARE_RECORDED_IN_FRONT_OF_THE_NEXT_EVENTS, withEvents(4, List.of(own)));
    catches(Rule.HOLDS_ARE_COVERED, withEvents(4, List.of(own)));
  }

  @Test
  void aLapsedHoldThatStillBlocksIsCaught() {
    ModelBank forgetful = new LapsedHoldsBlock();
    History refused = new History(forgetful, forgetful);
    String account = open(refused, "carl");
    String expiry = forgetful.now(0).plus(MINUTE).toString();
    refused.send(Command.hold(account, BigDecimal.TEN, expiry, "hotel"), 0);
    forgetful.advance(0, MINUTE);
    refused.send(Command.withdraw(account, BigDecimal.ONE, "refused"), 0);
    assertNames(Rule.A_REFUSAL_HAD_A_REASON, Checker.check(refused.exchanges(), forgetful.table()));
  }

  /** A bank with a planted bug: a hold blocks until an event ends it. */
  private static final class LapsedHoldsBlock extends ModelBank {
    @Override
    View seen(String account) {
      return new View(view(account).stored(), Instant.MIN);
    }
  }

  @Test
  void aLapseBehindTheNextEventsIsCaught() {
    letAHoldLapse();
    List<StoredEvent> events = row(4).events();
    catches(
        Rule.LAPSES_ARE_RECORDED_IN_FRONT_OF_THE_NEXT_EVENTS,
        withEvents(4, List.of(events.get(1), events.get(0))));
  }

  @Test
  void anEarlyLapseIsCaught() {
    send(hold(8, "hotel", MINUTE));
    bank.advance(0, MINUTE);
    send(withdraw(9, "after the lapse"));
    StoredEvent placed = row(3).events().get(0);
    String later = bank.now(0).plus(MINUTE).toString();
    catches(
        Rule.NO_HOLD_LAPSES_EARLY, withDetails(3, StoredDetails.placed(3, placed.amount(), later)));
  }

  @Test
  void aCaptureThatIgnoresTheHoldsRestIsCaught() {
    send(hold(6, "hotel", MINUTE));
    send(withdraw(4, "part").from(3, false));
    send(withdraw(2, "last part").from(3, false));
    isClean();
    catches(
        Rule.A_CAPTURE_TAKES_WHAT_AN_ACTIVE_HOLD_RESERVES,
        withDetails(4, StoredDetails.capture(3, new BigDecimal("6"))));
    StoredEvent more = row(5).events().get(0);
    Table tooMuch =
        Tables.withRow(bank.table(), anna, 5, Tables.again(row(4), anna, (int) more.version()));
    catches(Rule.A_CAPTURE_TAKES_WHAT_AN_ACTIVE_HOLD_RESERVES, tooMuch);
  }

  @Test
  void aCaptureOfAnEndedHoldIsCaught() {
    send(hold(6, "hotel", MINUTE));
    send(Command.release(anna, 3, "release"));
    send(withdraw(1, "withdrawal"));
    catches(
        Rule.A_CAPTURE_TAKES_WHAT_AN_ACTIVE_HOLD_RESERVES,
        withDetails(5, StoredDetails.capture(3, BigDecimal.ZERO)));
  }

  @Test
  void aPartialCaptureThatEndsItsHoldIsCaught() {
    send(hold(6, "hotel", MINUTE));
    send(withdraw(4, "part").from(3, false));
    catches(
        Rule.EVERY_EVENT_WAS_ASKED_FOR, withDetails(4, StoredDetails.capture(3, BigDecimal.ZERO)));
  }

  @Test
  void aHoldForgottenByASnapshotIsCaught() {
    send(hold(6, "hotel", MINUTE));
    for (int i = 0; i < 7; i++) {
      send(Command.credit(anna, BigDecimal.ONE, "credit-" + i));
    }
    isClean();
    StoredRow row = row(10);
    StoredSnapshot forgetful = row.snapshot().with(row.snapshot().controls().without(3L));
    catches(
        Rule.SNAPSHOTS_EQUAL_THE_FOLD,
        Tables.withRow(bank.table(), anna, 10, CheckedRun.with(row, forgetful)));
  }

  @Test
  void aWrongSumOfHoldsIsCaught() {
    send(hold(6, "hotel", MINUTE));
    String expiry = row(3).events().get(0).details().expiresAt();
    catches(
        Rule.RECORDED_HOLDS_EQUAL_THE_FOLD,
        withDetails(3, StoredDetails.placed(3, BigDecimal.ONE, expiry)));
  }

  @Test
  void aWrongEndOfAHoldInAResponseIsCaught() {
    send(hold(6, "hotel", MINUTE));
    send(Command.release(anna, 3, "release"));
    send(withdraw(1, "ended").from(3, true));
    catches(Rule.A_REFUSAL_HAD_A_REASON, "ended", body -> body.replace("released", "captured"));
    catches(
        Rule.AN_ANSWER_TELLS_WHAT_IS_THERE,
        "hotel",
        body -> body.replace("\"remaining\": 6.00", "\"remaining\": 5.00"));
  }

  /** The payee's newest event may bear the time of an instance whose clock is ahead. */
  @Test
  void aTransferIsDecidedAtTheTimeOfThePayeesNewestEvent() {
    send(hold(8, "hotel", MINUTE));
    bank.advance(0, MINUTE);
    send(Command.credit(bert, BigDecimal.ONE, "by the clock that is ahead"));
    send(transfer(11, "too much"));

    assertEquals("", Checker.report(Checker.check(withTheLastAMinuteEarlier(), bank.table())));
  }

  @Test
  void aLapseBeforeItsTimeIsNoReasonToRefuse() {
    send(hold(8, "hotel", MINUTE));
    bank.advance(0, MINUTE);
    send(transfer(11, "too much"));

    assertNames(
        Rule.A_REFUSAL_HAD_A_REASON, Checker.check(withTheLastAMinuteEarlier(), bank.table()));
  }

  /** The instance that answered the last request has a clock a minute behind. */
  private List<Exchange> withTheLastAMinuteEarlier() {
    List<Exchange> altered = new ArrayList<>(history.exchanges());
    Exchange last = altered.remove(altered.size() - 1);
    altered.add(last.byAClockBehind(MINUTE));
    return altered;
  }

  @Test
  void aWriteAtAnotherTimeThanItsRequestsIsCaught() {
    send(withdraw(1, "withdrawal"));
    StoredRow row = row(3);
    Table late =
        Tables.withRow(
            bank.table(),
            anna,
            3,
            new StoredRow(
                anna,
                3,
                "2026-01-31T13:00:00.000Z",
                List.of(row.events().get(0).moved(anna, 3, "2026-01-31T13:00:00.000Z")),
                null));
    catches(Rule.A_WRITE_BEARS_THE_TIME_OF_ITS_REQUEST, late);
  }
}
