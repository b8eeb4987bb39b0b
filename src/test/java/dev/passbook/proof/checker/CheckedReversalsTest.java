package dev.passbook.proof.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that the checker finds faults in reversals, limits, restrictions and dry runs. */
class CheckedReversalsTest {
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

  private Command withdraw(int amount, String reference) {
    return Command.withdraw(anna, BigDecimal.valueOf(amount), reference);
  }

  private void isClean() {
    assertEquals("", Checker.report(Checker.check(history.exchanges(), bank.table())));
  }

  private void catches(Rule rule, Table table) {
    assertNames(rule, Checker.check(history.exchanges(), table));
  }

  private static void assertNames(Rule rule, List<Violation> violations) {
    assertTrue(
        violations.stream().anyMatch(violation -> violation.rule() == rule),
        () -> rule + " is not among:\n" + Checker.report(violations));
  }

  private Table with(String account, int place, BigDecimal balance, StoredDetails details) {
    StoredRow row = bank.table().streams().get(account).get(place - 1);
    StoredEvent event = row.events().get(0).with(balance, details);
    return Tables.withRow(
        bank.table(),
        account,
        place,
        new StoredRow(account, place, row.at(), List.of(event), row.snapshot()));
  }

  @Test
  void honestReversalsAreClean() {
    send(withdraw(4, "mistake"));
    assertEquals(201, send(Command.reverse(anna, 3, "correction")).status());
    assertEquals(422, send(Command.reverse(anna, 3, "second correction")).status());
    send(Command.reverse(anna, 4, "no correction of a correction"));
    send(Command.transfer(anna, bert, BigDecimal.valueOf(3), "transfer"));
    send(Command.reverse(anna, 5, "half a transfer"));
    assertEquals(201, send(Command.reverseTransfer(anna, bert, 5, "back")).status());
    assertEquals(422, send(Command.reverseTransfer(anna, bert, 5, "back again")).status());
    send(Command.reverse(bert, 2, "all that bert has"));
    isClean();
  }

  @Test
  void aDoubleReversalIsCaught() {
    ModelBank forgetful = new NothingIsClaimed();
    History doubled = new History(forgetful, forgetful);
    String account = open(doubled, "carl");
    doubled.send(Command.withdraw(account, BigDecimal.ONE, "mistake"), 0);
    doubled.send(Command.reverse(account, 3, "correction"), 0);
    doubled.send(Command.reverse(account, 3, "second correction"), 0);
    assertNames(
        Rule.A_MOVEMENT_IS_REVERSED_ONCE, Checker.check(doubled.exchanges(), forgetful.table()));
  }

  /** A bank with a planted bug: no claim ever stands in the way. */
  private static final class NothingIsClaimed extends ModelBank {
    @Override
    StoredClaim claim(String name) {
      return null;
    }
  }

  @Test
  void aReversalWithoutItsClaimIsCaught() {
    send(withdraw(4, "mistake"));
    send(Command.reverse(anna, 3, "correction"));
    catches(Rule.A_MOVEMENT_IS_REVERSED_ONCE, bank.table().withClaims(List.of()));
  }

  @Test
  void aClaimWithoutItsReversalIsCaught() {
    List<StoredClaim> claims = new ArrayList<>(bank.table().claims());
    claims.add(new StoredClaim(StoredClaim.REVERSAL + anna + "-2", "command-9", "3"));
    catches(Rule.A_MOVEMENT_IS_REVERSED_ONCE, bank.table().withClaims(claims));
  }

  @Test
  void aReversalOfAnotherAmountIsCaught() {
    send(withdraw(4, "mistake"));
    send(withdraw(1, "another one"));
    send(Command.reverse(anna, 3, "correction"));
    catches(
        Rule.A_REVERSAL_IS_THE_OPPOSITE_MOVEMENT,
        with(anna, 5, new BigDecimal("9"), StoredDetails.reversal(4, null)));
  }

  @Test
  void honestLimitsAndRestrictionsAreClean() {
    send(Command.limit(anna, BigDecimal.valueOf(5)));
    assertEquals(201, send(withdraw(14, "overdrawn")).status());
    send(withdraw(2, "too much"));
    send(Command.limit(anna, BigDecimal.valueOf(3)));
    send(Command.restrict(anna, true, true, "court order"));
    send(withdraw(1, "stopped"));
    send(Command.credit(anna, BigDecimal.ONE, "stopped, too"));
    send(Command.transfer(bert, anna, BigDecimal.ONE, "not to her"));
    send(Command.close(anna, "closure"));
    send(Command.reverse(anna, 4, "reversals pass"));
    send(Command.read(anna));
    send(Command.readVersion(anna, 4));
    isClean();
  }

  @Test
  void anOverdrawnLimitIsCaught() {
    send(Command.limit(anna, BigDecimal.valueOf(5)));
    send(withdraw(14, "overdrawn"));
    catches(
        Rule.A_BALANCE_STAYS_WITHIN_THE_OVERDRAFT,
        with(anna, 3, BigDecimal.TEN, StoredDetails.limit(BigDecimal.ONE)));
  }

  @Test
  void aMovementThatWasStoppedIsCaught() {
    send(Command.restrict(anna, false, false, "nothing"));
    send(withdraw(1, "withdrawal"));
    send(Command.credit(anna, BigDecimal.ONE, "credit"));
    StoredDetails both = StoredDetails.restriction(true, true, "nothing");
    catches(Rule.RESTRICTIONS_ARE_KEPT, with(anna, 3, BigDecimal.TEN, both));
    catches(Rule.EVERY_EVENT_WAS_ASKED_FOR, with(anna, 3, BigDecimal.TEN, both));
  }

  @Test
  void aDryRunThatLeavesItsEventIsCaught() {
    assertEquals(200, send(withdraw(1, "only asked").dryRun()).status());
    isClean();
    send(withdraw(1, "done"));
    List<Exchange> exchanges =
        history.exchanges().stream().filter(it -> !isNamed(it, "done")).toList();
    StoredRow row = bank.table().streams().get(anna).get(2);
    StoredEvent left = row.events().get(0).named("only asked");
    Table table =
        Tables.withRow(
            bank.table(), anna, 3, new StoredRow(anna, 3, row.at(), List.of(left), null));
    assertNames(Rule.A_DRY_RUN_LEAVES_NOTHING, Checker.check(exchanges, table));
  }

  @Test
  void aWrongBalanceInADryRunIsCaught() {
    send(withdraw(1, "only asked").dryRun());
    List<Exchange> lies =
        history.exchanges().stream()
            .map(it -> isNamed(it, "only asked") ? it.answering(lie(it.answer())) : it)
            .toList();
    assertNames(Rule.AN_ANSWER_TELLS_WHAT_IS_THERE, Checker.check(lies, bank.table()));
  }

  private static Answer lie(Answer honest) {
    String body = honest.body().replace("\"balance\": 9.00", "\"balance\": 8.00");
    return new Answer(honest.status(), honest.headers(), body);
  }

  private static boolean isNamed(Exchange exchange, String reference) {
    return reference.equals(exchange.command().reference());
  }
}
