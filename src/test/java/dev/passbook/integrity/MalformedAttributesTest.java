package dev.passbook.integrity;

import static dev.passbook.integrity.CheckedAccounts.put;
import static dev.passbook.integrity.CheckedAccounts.row;
import static dev.passbook.integrity.CheckedAccounts.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.banking.AccountIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks that a snapshot, a cursor or a version that no release writes is a finding. */
class MalformedAttributesTest {
  private final CheckedAccounts accounts = new CheckedAccounts();

  private static AttributeValue number(String value) {
    return AttributeValue.fromN(value);
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  @Test
  void aSnapshotThatNamesNoFormat() {
    for (var snapshot :
        List.of(
            text("none"),
            AttributeValue.fromM(Map.of()),
            AttributeValue.fromM(Map.of("Schema", text("3"))),
            AttributeValue.fromM(Map.of("Schema", number("2.5"))))) {
      var account = accounts.credited(12);
      set(account, 10, "Snapshot", snapshot);

      accounts.assertFound(account, 10);
      accounts.assertFirst("The snapshot names no format", account);
    }
  }

  @Test
  void aSnapshotOfALaterReleaseIsNoFinding() {
    var account = accounts.credited(12);
    set(account, 10, "Snapshot", AttributeValue.fromM(Map.of("Schema", number("99"))));

    accounts.assertSound(account);
  }

  @Test
  void aDamagedCursorIsAFinding() {
    var account = accounts.credited(3);
    for (var passed : List.of(text("three"), number("2.5"))) {
      put(
          Map.of(
              "StreamId", text("cursor-" + AccountIds.stream(account)),
              "Version", number("0"),
              "Passed", passed));

      accounts.assertFound(account, 3);
      accounts.assertFirst("The relay's cursor can't be read", account);
    }
  }

  @Test
  void aBrokenVersionHidesNothingFromACheckThatBeginsThere() {
    var account = accounts.credited(5);
    var added = new HashMap<>(row(account, 3));
    added.put("Version", number("3.5"));
    put(added);

    for (long after : new long[] {2, 3, 4}) {
      assertEquals(5, accounts.report(account, after).head());
    }
    accounts.assertFound(account, 3);
  }
}
