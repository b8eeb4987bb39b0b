package dev.passbook.proof.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Bank.Patience;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import dev.passbook.proof.history.Load;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checker that never complains proves nothing: each lie that is planted must be named. */
class CheckerTest {
  private final ModelBank bank = new ModelBank();
  private final History history = new History(bank);
  private String anna;
  private String bert;

  @BeforeEach
  void keepTwoAccounts() {
    anna = open("anna");
    bert = open("bert");
    send(Command.read(anna));
    for (int i = 0; i < 12; i++) {
      send(Command.credit(anna, new BigDecimal("10.50"), "credit-" + i));
    }
    send(Command.withdraw(anna, new BigDecimal("6"), "withdrawal"));
    send(Command.withdraw(anna, new BigDecimal("1000"), "too much").withKey("too much"));
    send(Command.transfer(anna, bert, new BigDecimal("20"), "transfer").withKey("transfer"));
    send(Command.transfer(anna, bert, new BigDecimal("20"), "transfer").withKey("transfer"));
    send(Command.read(anna));
    send(Command.withdraw(bert, new BigDecimal("20"), "all").withKey("all"));
    send(Command.close(bert, "closure"));
    send(Command.credit(bert, BigDecimal.ONE, "too late"));
    send(Command.page(anna, 0, 200));
    send(Command.readVersion(anna, 100));
    send(Command.read(anna));
  }

  @Test
  void anHonestRunIsClean() {
    assertEquals("", Checker.report(Checker.check(history.exchanges(), bank.table())));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void manyHonestClientsAtOnceAreClean(long seed) {
    ModelBank honest = new ModelBank();
    History many = new History(honest);
    new Load(seed, "seed" + seed, many, 2, 600).run();
    assertTrue(many.exchanges().size() > 600);
    assertEquals("", Checker.report(Checker.check(many.exchanges(), honest.table())));
  }

  @Test
  void aDroppedEventIsCaught() {
    catches(Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE, withoutRow(anna, 15));
  }

  @Test
  void aGapInTheVersionsIsCaught() {
    catches(Rule.VERSIONS_HAVE_NO_GAP_AND_NO_REPEAT, withoutRow(anna, 5));
  }

  @Test
  void aWriteThatWasAppliedTwiceIsCaught() {
    catches(Rule.A_WRITE_IS_APPLIED_ONCE, withRow(anna, 16, Tables.again(row(anna, 13), anna, 16)));
  }

  @Test
  void aLostLegIsCaught() {
    catches(Rule.A_TRANSFER_HAS_BOTH_LEGS, withoutRow(bert, 2));
    catches(Rule.MONEY_IS_CONSERVED, withoutRow(anna, 15));
  }

  @Test
  void aPoisonedSnapshotIsCaught() {
    StoredRow row = row(anna, 10);
    StoredSnapshot snapshot =
        new StoredSnapshot(1, row(anna, 1).at(), "anna", "EUR", "open", BigDecimal.ONE);
    catches(Rule.SNAPSHOTS_EQUAL_THE_FOLD, withRow(anna, 10, with(row, snapshot)));
    StoredSnapshot closed =
        new StoredSnapshot(1, row(anna, 1).at(), "anna", "EUR", "closed", row.snapshot().balance());
    catches(Rule.SNAPSHOTS_EQUAL_THE_FOLD, withRow(anna, 10, with(row, closed)));
  }

  @Test
  void aMissingSnapshotIsCaught() {
    catches(
        Rule.A_SNAPSHOT_RIDES_ON_EVERY_TENTH_ROW,
        withRow(anna, 10, with(row(anna, 10), (StoredSnapshot) null)));
  }

  @Test
  void aWrongRecordedBalanceIsCaught() {
    catches(
        Rule.RECORDED_BALANCES_EQUAL_THE_FOLD,
        Tables.withBalance(bank.table(), anna, 7, new BigDecimal("63.01")));
  }

  @Test
  void anOverdraftIsCaught() {
    catches(
        Rule.A_BALANCE_IS_NEVER_NEGATIVE, withRow(bert, 4, Tables.again(row(anna, 15), bert, 4)));
  }

  @Test
  void aTimeThatGoesBackwardsIsCaught() {
    StoredRow row = row(anna, 12);
    catches(
        Rule.TIME_NEVER_GOES_BACKWARDS,
        withRow(
            anna,
            12,
            new StoredRow(anna, 12, "2026-01-31T11:59:59.999Z", row.events(), row.snapshot())));
  }

  @Test
  void aLifeAfterTheClosureIsCaught() {
    StoredRow late = Tables.again(row(anna, 2), bert, 5);
    catches(Rule.AN_ACCOUNT_LIVES_FROM_ITS_CREATION_TO_ITS_CLOSURE, withRow(bert, 5, late));
  }

  @Test
  void aLostMarkerIsCaught() {
    Table table = bank.table();
    List<StoredMarker> markers = new ArrayList<>(table.markers());
    markers.removeIf(marker -> marker.status() == 422);
    catches(Rule.A_KEYED_WRITE_LEAVES_A_MARKER, new Table(table.streams(), markers));
    markers = new ArrayList<>(table.markers());
    markers.removeIf(marker -> marker.id().equals("key-transfer"));
    catches(Rule.A_KEYED_WRITE_LEAVES_A_MARKER, new Table(table.streams(), markers));
  }

  @Test
  void aMarkerThatOutlivesItsWriteIsCaught() {
    catches(Rule.A_MARKER_AGREES_WITH_THE_ANSWER, withoutRow(bert, 3));
  }

  @Test
  void anEventThatNobodyAskedForIsCaught() {
    List<Exchange> exchanges = new ArrayList<>(history.exchanges());
    exchanges.removeIf(exchange -> "withdrawal".equals(exchange.command().reference()));
    assertNames(Rule.EVERY_EVENT_WAS_ASKED_FOR, Checker.check(exchanges, bank.table()));
  }

  @Test
  void aWrongBalanceInOneAnswerIsCaught() {
    catches(
        Rule.AN_ANSWER_TELLS_WHAT_IS_THERE,
        is(Kind.READ),
        body(text -> text.replace("\"balance\": 100.00", "\"balance\": 100.01")));
  }

  @Test
  void anotherVersionInAnAcknowledgementIsCaught() {
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
  void aReplayThatPassesForTheFirstAnswerIsCaught() {
    catches(
        Rule.A_REPLAY_EQUALS_THE_FIRST_ANSWER,
        is("transfer"),
        answer -> new Answer(201, withoutReplayed(answer), answer.body()));
  }

  @Test
  void aKeyThatForgetsItsDecisionIsCaught() {
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
  void aReadOfTheFutureIsCaught() {
    Answer last = bank.send(Command.read(anna), 0, Patience.WAITS);
    catches(Rule.NOTHING_IS_READ_BEFORE_IT_WAS_ASKED_FOR, is(Kind.READ), answer -> last);
  }

  @Test
  void aPageThatLeavesAnEventOutIsCaught() {
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
  void aRequestThatIsNeverAnsweredIsCaught() {
    catches(Rule.EVERY_REQUEST_IS_ANSWERED, is(Kind.READ), answer -> null);
  }

  private void catches(Rule rule, Table table) {
    assertNames(rule, Checker.check(history.exchanges(), table));
  }

  private void catches(Rule rule, Predicate<Exchange> which, UnaryOperator<Answer> lie) {
    List<Exchange> told = new ArrayList<>();
    for (Exchange exchange : history.exchanges()) {
      told.add(which.test(exchange) ? exchange.answering(lie.apply(exchange.answer())) : exchange);
    }
    assertFalse(told.equals(history.exchanges()), "the lie was told");
    assertNames(rule, Checker.check(told, bank.table()));
  }

  private static void assertNames(Rule rule, List<Violation> violations) {
    assertTrue(
        violations.stream().anyMatch(violation -> violation.rule() == rule),
        () -> rule + " is not among:\n" + Checker.report(violations));
  }

  private String open(String owner) {
    Exchange opened = send(Command.open(owner).withKey("open " + owner));
    return opened.answer().json().path("id").asText();
  }

  private Exchange send(Command command) {
    return history.send(command, 0);
  }

  private static Predicate<Exchange> is(String reference) {
    return exchange -> reference.equals(exchange.command().reference());
  }

  private static Predicate<Exchange> is(Kind kind) {
    return exchange -> exchange.command().kind() == kind;
  }

  private static UnaryOperator<Answer> body(UnaryOperator<String> lie) {
    return answer -> new Answer(answer.status(), answer.headers(), lie.apply(answer.body()));
  }

  private static Answer problem(int status, Map<String, String> headers) {
    return new Answer(status, headers, "{\"type\": \"urn:passbook:problem:store-unavailable\"}");
  }

  private static Map<String, String> withoutReplayed(Answer answer) {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers.remove("idempotency-replayed");
    return headers;
  }

  private StoredRow row(String account, int version) {
    return bank.table().streams().get(account).get(version - 1);
  }

  private Table withoutRow(String account, int version) {
    return withRow(account, version, null);
  }

  /** The table with another row at that version, or none. */
  private Table withRow(String account, int version, StoredRow row) {
    return Tables.withRow(bank.table(), account, version, row);
  }

  private static StoredRow with(StoredRow row, StoredSnapshot snapshot) {
    return new StoredRow(row.account(), row.version(), row.at(), row.events(), snapshot);
  }
}
