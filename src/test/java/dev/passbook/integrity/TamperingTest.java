package dev.passbook.integrity;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.integrity.CheckedAccounts.changeEvent;
import static dev.passbook.integrity.CheckedAccounts.delete;
import static dev.passbook.integrity.CheckedAccounts.put;
import static dev.passbook.integrity.CheckedAccounts.row;
import static dev.passbook.integrity.CheckedAccounts.rows;
import static dev.passbook.integrity.CheckedAccounts.set;
import static dev.passbook.integrity.CheckedAccounts.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.banking.AccountIds;
import dev.passbook.banking.TestBank;
import dev.passbook.streaming.Cursor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Every change to the table behind the service's back is found and named with its version. */
class TamperingTest {
  private final CheckedAccounts accounts = new CheckedAccounts();

  private static AttributeValue number(String value) {
    return AttributeValue.fromN(value);
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  @Test
  void aChangedAmount() {
    var account = accounts.credited(15);
    changeEvent(account, 5, with("Amount", number("2")));

    accounts.assertFound(account, 5);
    accounts.assertFirst(
        "The event does not follow from the events before it:"
            + " the recorded balance is not the folded one",
        account);
  }

  @Test
  void aChangedReferenceOrActorOrCommandOrTime() {
    for (var member : List.of("Reference", "Actor", "CommandId", "Anything")) {
      var account = accounts.credited(8);
      changeEvent(account, 5, with(member, text("somebody")));

      accounts.assertFound(account, 5);
    }
    var account = accounts.credited(8);
    set(account, 5, "At", text("2026-01-31T12:00:00.000Z".replace(".000", ".001")));

    accounts.assertFound(account, 5, 6);
  }

  @Test
  void anAmountAndAllLaterBalances() {
    var account = accounts.credited(9);
    changeEvent(account, 5, with("Amount", number("2")));
    for (int version = 5; version <= 9; version++) {
      changeEvent(account, version, with("Balance", number(Integer.toString(version))));
    }

    accounts.assertFound(account, 5, 6, 7, 8, 9);
  }

  @Test
  void aRemovedRow() {
    var account = accounts.credited(15);
    delete(account, 7);

    accounts.assertFound(account, 7);
    accounts.assertFirst("The event is missing", account);
  }

  @Test
  void severalRemovedRowsAtTheBeginning() {
    var account = accounts.credited(15);
    delete(account, 1);
    delete(account, 2);

    accounts.assertFound(account, 1);
    accounts.assertFirst("The events from here to version 2 are missing", account);
  }

  @Test
  void twoSwappedRows() {
    var account = accounts.bank.openWith("10");
    accounts.bank.ask(TestBank.withdraw(account, "1"));
    accounts.bank.ask(TestBank.credit(account, "1"));
    accounts.bank.ask(TestBank.withdraw(account, "1"));
    var third = new HashMap<>(row(account, 3));
    var fifth = new HashMap<>(row(account, 5));
    third.put("Version", number("5"));
    fifth.put("Version", number("3"));
    put(third);
    put(fifth);

    // The two withdrawals and their balances are the same, so only their chains tell.
    accounts.assertFound(account, 3, 4, 5);
  }

  @Test
  void anEditedSnapshot() {
    var account = accounts.credited(15);
    var snapshot = new LinkedHashMap<>(row(account, 10).get("Snapshot").m());
    snapshot.put("Owner", text("Mallory"));
    set(account, 10, "Snapshot", AttributeValue.fromM(snapshot));

    accounts.assertFound(account, 10);
    accounts.assertFirst("The snapshot is not the state after the events", account);
  }

  @Test
  void aSnapshotWithAnotherBalance() {
    var account = accounts.credited(15);
    var snapshot = new LinkedHashMap<>(row(account, 10).get("Snapshot").m());
    snapshot.put("Balance", number("1000"));
    set(account, 10, "Snapshot", AttributeValue.fromM(snapshot));

    accounts.assertFound(account, 10);
  }

  @Test
  void aMissingLeg() {
    var from = accounts.bank.openWith("10");
    var to = accounts.bank.open();
    accounts.bank.ask(TestBank.transfer(from, to, "4"));
    accounts.assertSound(from);
    accounts.assertSound(to);
    delete(to, 2);

    accounts.assertFound(from, 3);
    accounts.assertFirst("The transfer's other leg is missing", from);
    accounts.assertSound(to);
  }

  @Test
  void aLegWithAnotherAmount() {
    var from = accounts.bank.openWith("10");
    var to = accounts.bank.open();
    accounts.bank.ask(TestBank.transfer(from, to, "4"));
    changeEvent(to, 2, with("Amount", number("5")));

    accounts.assertFound(from, 3);
    accounts.assertFound(to, 2);
  }

  @Test
  void aLegThatNamesAnotherTransfer() {
    var from = accounts.bank.openWith("10");
    var to = accounts.bank.open();
    accounts.bank.ask(TestBank.transfer(from, to, "4"));
    changeEvent(to, 2, with("TransferId", text(from + "-2")));

    accounts.assertFound(from, 3);
    accounts.assertFound(to, 2);
  }

  @Test
  void aTimeThatGoesBack() {
    var account = accounts.credited(5);
    set(account, 4, "At", text("2026-01-30T12:00:00.000Z"));

    accounts.assertFound(account, 4);
    assertTrue(
        accounts.report(account).findings().stream()
            .anyMatch(
                finding -> finding.text().equals("The time is before that of the event before")));
  }

  @Test
  void aRowThatCannotBeReadIsAFindingAndNoFailure() {
    for (var events :
        List.of(
            text("text"),
            AttributeValue.fromL(List.of()),
            AttributeValue.fromL(List.of(text("text"))),
            AttributeValue.fromNul(true))) {
      for (var version : List.of(1L, 3L, 5L)) {
        var account = accounts.credited(5);
        set(account, version, "Events", events);

        var report = accounts.report(account);
        assertEquals(version, report.findings().get(0).version());
        assertEquals(5, report.head());
      }
    }
  }

  @Test
  void anAddedRowThatRepeatsAVersion() {
    var account = accounts.credited(5);
    for (var version : List.of("2.5", "5.5")) {
      var added = new HashMap<>(row(account, 3));
      added.put("Version", number(version));
      put(added);
    }

    accounts.assertFound(account, 2, 5);
    assertEquals(5, accounts.report(account).head());
  }

  @Test
  void anUnknownTypeIsAFinding() {
    var account = accounts.credited(15);
    changeEvent(account, 15, with("Type", text("BalanceDoubled")));

    accounts.assertFound(account, 15);
  }

  @Test
  void missingNewestRowsAreNotSeen() {
    var account = accounts.credited(15);
    delete(account, 15);
    delete(account, 14);

    // The chain can't see this. The published chain of a later version can.
    accounts.assertSound(account);
    assertEquals(13, accounts.report(account).head());
  }

  @Test
  void missingNewestRowsAreSeenOnceTheRelayHasPublishedThem() {
    var account = accounts.credited(15);
    var stream = AccountIds.stream(account);
    get(accounts.cursors.move(Cursor.start(stream), 15, "receipt", deadline()));
    accounts.assertSound(account);
    delete(account, 15);
    delete(account, 14);

    accounts.assertFound(account, 14);
    accounts.assertFirst("The relay has published this version, and it is missing", account);
  }

  @Test
  void atMostAHundredFindingsAreListed() {
    var account = accounts.credited(130);
    rows(account)
        .forEach(row -> set(account, Long.parseLong(row.get("Version").n()), "At", text("never")));

    var report = accounts.report(account);

    assertEquals(100, report.findings().size());
    assertEquals(1, report.findings().get(0).version());
  }
}
