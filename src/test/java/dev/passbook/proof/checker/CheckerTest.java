package dev.passbook.proof.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import dev.passbook.proof.history.Load;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that the checker finds each planted lie, since a checker that never complains proves
 * nothing.
 */
class CheckerTest extends CheckedRun {
  @Test
  void anHonestRunIsClean() {
    assertEquals("", Checker.report(Checker.check(history.exchanges(), bank.table())));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void manyConcurrentHonestClientsAreClean(long seed) {
    ModelBank honest = new ModelBank();
    History many = new History(honest, honest);
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
  void aWriteAppliedTwiceIsCaught() {
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
        new StoredSnapshot(
            3, row(anna, 1).at(), "anna", "EUR", "open", BigDecimal.ONE, Controls.NONE);
    catches(Rule.SNAPSHOTS_EQUAL_THE_FOLD, withRow(anna, 10, with(row, snapshot)));
    StoredSnapshot closed =
        new StoredSnapshot(
            3, row(anna, 1).at(), "anna", "EUR", "closed", row.snapshot().balance(), Controls.NONE);
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
        Rule.A_BALANCE_STAYS_WITHIN_THE_OVERDRAFT,
        withRow(bert, 4, Tables.again(row(anna, 15), bert, 4)));
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
  void anEventAfterTheClosureIsCaught() {
    StoredRow late = Tables.again(row(anna, 2), bert, 5);
    catches(Rule.AN_ACCOUNT_LIVES_FROM_ITS_CREATION_TO_ITS_CLOSURE, withRow(bert, 5, late));
  }

  @Test
  void aLostMarkerIsCaught() {
    Table table = bank.table();
    List<StoredMarker> markers = new ArrayList<>(table.markers());
    markers.removeIf(marker -> marker.status() == 422);
    catches(Rule.A_KEYED_WRITE_LEAVES_A_MARKER, table.withMarkers(markers));
    markers = new ArrayList<>(table.markers());
    markers.removeIf(marker -> marker.id().equals("key-transfer"));
    catches(Rule.A_KEYED_WRITE_LEAVES_A_MARKER, table.withMarkers(markers));
  }

  @Test
  void aMarkerWithoutItsWriteIsCaught() {
    catches(Rule.A_MARKER_AGREES_WITH_THE_ANSWER, withoutRow(bert, 3));
  }

  @Test
  void anEventWithoutARequestIsCaught() {
    List<Exchange> exchanges = new ArrayList<>(history.exchanges());
    exchanges.removeIf(exchange -> "withdrawal".equals(exchange.command().reference()));
    assertNames(Rule.EVERY_EVENT_WAS_ASKED_FOR, Checker.check(exchanges, bank.table()));
  }
}
