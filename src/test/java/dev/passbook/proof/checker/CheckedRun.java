package dev.passbook.proof.checker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;

/** An honest run, and ways to plant lies in its table and its responses. */
abstract class CheckedRun {
  final ModelBank bank = new ModelBank();
  final History history = new History(bank, bank);
  String anna;
  String bert;

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

  void catches(Rule rule, Table table) {
    assertNames(rule, Checker.check(history.exchanges(), table));
  }

  void catches(Rule rule, Predicate<Exchange> which, UnaryOperator<Answer> lie) {
    List<Exchange> altered = new ArrayList<>();
    for (Exchange exchange : history.exchanges()) {
      altered.add(
          which.test(exchange) ? exchange.answering(lie.apply(exchange.answer())) : exchange);
    }
    assertFalse(altered.equals(history.exchanges()), "the lie was told");
    assertNames(rule, Checker.check(altered, bank.table()));
  }

  static void assertNames(Rule rule, List<Violation> violations) {
    assertTrue(
        violations.stream().anyMatch(violation -> violation.rule() == rule),
        () -> rule + " is not among:\n" + Checker.report(violations));
  }

  String open(String owner) {
    Exchange opened = send(Command.open(owner).withKey("open " + owner));
    return opened.answer().json().path("id").asText();
  }

  Exchange send(Command command) {
    return history.send(command, 0);
  }

  static Predicate<Exchange> is(String reference) {
    return exchange -> reference.equals(exchange.command().reference());
  }

  static Predicate<Exchange> is(Kind kind) {
    return exchange -> exchange.command().kind() == kind;
  }

  static UnaryOperator<Answer> body(UnaryOperator<String> lie) {
    return answer -> new Answer(answer.status(), answer.headers(), lie.apply(answer.body()));
  }

  static Answer problem(int status, Map<String, String> headers) {
    return new Answer(status, headers, "{\"type\": \"urn:passbook:problem:store-unavailable\"}");
  }

  static Map<String, String> withoutReplayed(Answer answer) {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers.remove("idempotency-replayed");
    return headers;
  }

  StoredRow row(String account, int version) {
    return bank.table().streams().get(account).get(version - 1);
  }

  Table withoutRow(String account, int version) {
    return withRow(account, version, null);
  }

  /** Returns the table with another row at that version, or with none. */
  Table withRow(String account, int version, StoredRow row) {
    return Tables.withRow(bank.table(), account, version, row);
  }

  static StoredRow with(StoredRow row, StoredSnapshot snapshot) {
    return new StoredRow(row.account(), row.version(), row.at(), row.events(), snapshot);
  }
}
