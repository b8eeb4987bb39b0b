package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Bank.Patience;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that the checker finds each lie planted in a response. */
class CheckedResponsesTest extends CheckedRun {
  @Test
  void aWrongBalanceInOneResponseIsCaught() {
    catches(
        Rule.AN_ANSWER_TELLS_WHAT_IS_THERE,
        is(Kind.READ),
        body(text -> text.replace("\"balance\": 100.00", "\"balance\": 100.01")));
  }

  @Test
  void aWrongVersionInAnAcknowledgementIsCaught() {
    catches(
        Rule.AN_ANSWER_TELLS_WHAT_IS_THERE,
        is("credit-3"),
        body(text -> text.replace("\"version\": 5", "\"version\": 6")));
  }

  @Test
  void aReplayThatDiffersByAByteIsCaught() {
    catches(
        Rule.A_REPLAY_EQUALS_THE_FIRST_ANSWER,
        exchange -> is("transfer").test(exchange) && exchange.answer().isReplay(),
        body(text -> text + " "));
  }

  @Test
  void aReplayWithoutItsHeaderIsCaught() {
    catches(
        Rule.A_REPLAY_EQUALS_THE_FIRST_ANSWER,
        is("transfer"),
        answer -> new Answer(201, withoutReplayed(answer), answer.body()));
  }

  @Test
  void aForgottenKeyIsCaught() {
    catches(
        Rule.A_DECIDED_KEY_STAYS_DECIDED,
        exchange -> is("transfer").test(exchange) && exchange.answer().isReplay(),
        answer -> new Answer(409, Map.of("retry-after", "1"), ""));
  }

  @Test
  void aWriteThatWasReportedAsNotAppliedIsCaught() {
    catches(
        Rule.A_REFUSED_WRITE_IS_NOT_THERE,
        is("withdrawal"),
        answer -> new Answer(503, Map.of("retry-after", "1"), "{}"));
  }

  @Test
  void aRefusalWithoutAReasonIsCaught() {
    catches(
        Rule.A_REFUSAL_HAD_A_REASON,
        is("too much"),
        body(text -> text.replace("\"balance\": 120.00", "\"balance\": 126.00")));
  }

  @Test
  void aStaleReadIsCaught() {
    Answer old = bank.send(Command.readVersion(anna, 1), 0, Patience.WAITS);
    catches(Rule.A_READ_IS_NOT_STALE, is(Kind.READ), answer -> old);
  }

  @Test
  void aReadFromTheFutureIsCaught() {
    Answer last = bank.send(Command.read(anna), 0, Patience.WAITS);
    catches(Rule.NOTHING_IS_READ_BEFORE_IT_WAS_ASKED_FOR, is(Kind.READ), answer -> last);
  }

  @Test
  void aPageWithoutOneOfItsEventsIsCaught() {
    catches(
        Rule.AN_ANSWER_TELLS_WHAT_IS_THERE,
        is(Kind.PAGE),
        body(text -> text.replaceFirst("\\{\"accountId[^}]*}, ", "")));
  }

  @Test
  void aServerErrorIsCaught() {
    catches(Rule.ONLY_ANSWERS_OF_THE_CONTRACT, is(Kind.READ), answer -> problem(500, Map.of()));
    catches(Rule.ONLY_ANSWERS_OF_THE_CONTRACT, is(Kind.READ), answer -> problem(503, Map.of()));
  }

  @Test
  void aRequestWithoutAResponseIsCaught() {
    catches(Rule.EVERY_REQUEST_IS_ANSWERED, is(Kind.READ), answer -> null);
  }
}
