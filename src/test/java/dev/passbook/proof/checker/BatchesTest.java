package dev.passbook.proof.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that the checker finds faults in rows that hold several commands' events. */
class BatchesTest {
  private static final int FROM = 3;
  private static final int TO = 6;

  private final ModelBank bank = new ModelBank();
  private final History history = new History(bank, bank);
  private String account;

  /** Credits 3 to 6 have the versions of the same numbers. */
  @BeforeEach
  void keepAnAccount() {
    account = send(Command.open("anna")).answer().json().path("id").asText();
    for (int i = 2; i <= 8; i++) {
      send(Command.credit(account, BigDecimal.TEN, "credit-" + i));
    }
    send(Command.withdraw(account, new BigDecimal("75"), "too much"));
    send(Command.credit(account, BigDecimal.ONE, "conditional").onlyAt(3));
  }

  private Exchange send(Command command) {
    return history.send(command, 0);
  }

  private Table table() {
    return Tables.together(bank.table(), account, FROM, TO);
  }

  /** Returns the history with one timestamp for all events of the batch. */
  private List<Exchange> exchanges() {
    return history.exchanges().stream().map(this::atOneMoment).toList();
  }

  private Exchange atOneMoment(Exchange exchange) {
    long version = exchange.answer().version();
    return exchange.isAnswered(201) && FROM <= version && version <= TO
        ? exchange
            .answering(body(exchange.answer(), at(version), at(TO)))
            .answeredAt(Instant.parse(at(TO)))
        : exchange;
  }

  private String at(long version) {
    return bank.table().events(account).get((int) version - 1).at();
  }

  private static Answer body(Answer answer, String old, String other) {
    return new Answer(answer.status(), answer.headers(), answer.body().replace(old, other));
  }

  private void catches(Rule rule, String reference, UnaryOperator<Answer> lie) {
    assertNames(rule, withLie(reference, lie), table());
  }

  private List<Exchange> withLie(String reference, UnaryOperator<Answer> lie) {
    return exchanges().stream()
        .map(
            exchange ->
                reference.equals(exchange.command().reference())
                    ? exchange.answering(lie.apply(exchange.answer()))
                    : exchange)
        .toList();
  }

  private static void assertNames(Rule rule, List<Exchange> exchanges, Table table) {
    var violations = Checker.check(exchanges, table);
    assertTrue(
        violations.stream().anyMatch(violation -> violation.rule() == rule),
        () -> rule + " is not among:\n" + Checker.report(violations));
  }

  @Test
  void anHonestBatchIsClean() {
    assertEquals(1, table().batches());
    assertEquals("", Checker.report(Checker.check(exchanges(), table())));
  }

  @Test
  void aHalfAppliedBatchIsCaught() {
    StoredRow row = table().streams().get(account).get(FROM - 1);
    StoredRow half =
        new StoredRow(account, FROM, row.at(), row.events().subList(0, 3), row.snapshot());
    Table halfApplied = Tables.withRow(table(), account, FROM, half);
    assertNames(Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE, exchanges(), halfApplied);
    assertNames(Rule.VERSIONS_HAVE_NO_GAP_AND_NO_REPEAT, exchanges(), halfApplied);
  }

  @Test
  void aResponseToAnotherCommandOfTheBatchIsCaught() {
    Answer another = exchanges().get(4).answer();
    catches(Rule.AN_ANSWER_TELLS_OF_ITS_OWN_REQUEST, "credit-4", own -> another);
  }

  @Test
  void aRefusalFromAStaleCachedStateIsCaught() {
    catches(Rule.A_REFUSAL_HAD_A_REASON, "too much", honest -> body(honest, "70", "60"));
    catches(
        Rule.A_REFUSAL_HAD_A_REASON,
        "conditional",
        honest -> body(honest, "\"version\": 8", "\"version\": 7"));
  }
}
