package dev.passbook.moves.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.AccountCreated;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Holder;
import dev.passbook.moves.importing.Remark.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ConversionTest {
  private static final Instant OPENED = Instant.parse("2019-08-30T12:00:00Z");
  private static final Holder HOLDER = new Holder("acme", "alice");
  private static final ImportRules RULES =
      new ImportRules("table:Account", "EUR", HOLDER, Instant.parse("2026-01-01T00:00:00Z"), false);

  private final DemoBank demo = new DemoBank(UUID.randomUUID().toString(), OPENED);

  @Test
  void movementsBecomeEventsAndSnapshotsDisappear() {
    for (int i = 0; i < 20; i++) {
      demo.credit(10.0);
    }
    demo.withdraw(5.5);

    var account = imported();

    assertEquals(22, account.events().size());
    assertEquals(
        new AccountCreated(null, account.currency(), HOLDER), account.events().get(0).event());
    assertEquals("194.50", account.balance().value().toPlainString());
    assertTrue(account.events().get(21).event() instanceof BalanceWithdrawn);
    for (int i = 0; i < 22; i++) {
      assertEquals(i + 1, account.events().get(i).version());
      assertEquals("account-" + demo.id(), account.events().get(i).stream().value());
    }
  }

  @Test
  void timesStayAndCommandIdsAreDerivedAndDistinct() {
    demo.credit(1.0).credit(1.0);

    var events = imported().events();

    assertEquals(events, imported().events());
    assertEquals(OPENED, events.get(0).at());
    assertEquals(demo.row(4).get("Timestamp").s(), events.get(2).at().toString());
    assertEquals(3, new HashSet<>(events.stream().map(each -> each.commandId()).toList()).size());
    assertEquals(5, UUID.fromString(events.get(1).commandId()).version());
  }

  @Test
  void sumsOfBinaryFractionsAreExactAgain() {
    for (int i = 0; i < 1000; i++) {
      demo.credit(0.1);
    }

    var account = imported();

    assertEquals("100.00", account.balance().value().toPlainString());
    assertFalse(account.oldBalance().compareTo(new BigDecimal("100")) == 0);
  }

  @Test
  void anAmountWithABinaryErrorIsRounded() {
    demo.credit(0.1 + 0.2);

    assertEquals("0.30", imported().balance().value().toPlainString());
    assertEquals(List.of(Kind.AMOUNT_ROUNDED), kinds());
  }

  @Test
  void anAmountThatIsTooFineIsAFault() {
    demo.credit(10.005);
    assertLeftOut(Kind.AMOUNT_TOO_FINE);
  }

  @Test
  void aNegativeWithdrawalIsACreditAndANegativeCreditAWithdrawal() {
    demo.withdraw(-30.0).credit(-10.0);

    var account = imported();

    assertTrue(account.events().get(1).event() instanceof BalanceCredited);
    assertTrue(account.events().get(2).event() instanceof BalanceWithdrawn);
    assertEquals("20.00", account.balance().value().toPlainString());
    assertEquals(List.of(Kind.AMOUNT_NEGATIVE), kinds());
  }

  @Test
  void anAmountOfZeroIsLeftOutOfTheHistory() {
    demo.credit(0.0).credit(5.0);
    assertEquals(2, imported().events().size());
    assertEquals(List.of(Kind.AMOUNT_ZERO), kinds());
  }

  @Test
  void anAmountAsTextCountsAsItsNumber() {
    demo.credit("10");
    assertEquals("10.00", imported().balance().value().toPlainString());
    assertEquals(List.of(Kind.AMOUNT_AS_TEXT), kinds());
  }

  @Test
  void aGluedBalanceIsADoubtThatAnOperatorMayAccept() {
    demo.credit(50.0).credit("10");
    for (int i = 0; i < 8; i++) {
      demo.credit(1.0);
    }

    assertLeftOut(Kind.BALANCE_DIFFERS);
    assertTrue(imported().isImportable(true));
    assertEquals("68.00", imported().balance().value().toPlainString());
  }

  @Test
  void aBalanceBelowZeroIsAFault() {
    demo.credit(5.0).credit(-6.0);
    assertLeftOut(Kind.RULE_BROKEN);
    assertFalse(imported().isImportable(true));
  }

  @Test
  void amountsAndBalancesBeyondTheLimitsAreFaults() {
    demo.credit(999_999_999_999.0);
    assertLeftOut(Kind.RULE_BROKEN);

    var rich = new DemoBank("rich", OPENED);
    for (int i = 0; i < 101; i++) {
      rich.credit(99_999_999_999.0);
    }
    assertTrue(kinds(rich).contains(Kind.RULE_BROKEN));
  }

  @Test
  void amountsThatAreNoNumberAreFaults() {
    demo.credit(null);
    assertLeftOut(Kind.AMOUNT_UNREADABLE);
    assertEquals(List.of(Kind.AMOUNT_UNREADABLE), amount("ten"));
    assertEquals(List.of(Kind.AMOUNT_UNREADABLE), amount("1e999999999"));
    assertEquals(List.of(Kind.AMOUNT_UNREADABLE), amount("1e-999999999"));
    assertEquals(List.of(Kind.AMOUNT_UNREADABLE), amount(""));
    assertEquals(List.of(Kind.AMOUNT_UNREADABLE), amount("NaN"));
  }

  private static List<Kind> amount(String text) {
    var account = new DemoBank(UUID.randomUUID().toString(), OPENED).credit(1.0);
    account.row(3).put("Amount", AttributeValue.fromS(text));
    return kinds(account);
  }

  @Test
  void aNullAmountCountsAsZeroAsInJavaScript() {
    demo.credit(1.0);
    demo.row(3).put("Amount", AttributeValue.fromNul(true));
    assertEquals(List.of(Kind.AMOUNT_ZERO), kinds());
  }

  @Test
  void unknownTypesAndSecondOpeningsAreFaults() {
    demo.credit(1.0);
    demo.row(3).put("Type", AttributeValue.fromS("REFUND"));
    assertLeftOut(Kind.UNKNOWN_TYPE);
    demo.row(3).remove("Type");
    assertLeftOut(Kind.UNKNOWN_TYPE);
    demo.row(3).put("Type", AttributeValue.fromS("CREATED"));
    assertLeftOut(Kind.OPENED_TWICE);
  }

  @Test
  void aGapInTheVersionsIsADoubt() {
    demo.credit(1.0).credit(2.0).without(3);
    assertLeftOut(Kind.VERSION_GAP);
    assertTrue(imported().isImportable(true));
  }

  @Test
  void anAccountThatWasNeverOpenedIsADoubtAndOpensWithItsFirstRow() {
    demo.credit(1.0).without(1);

    assertEquals(List.of(Kind.VERSION_GAP, Kind.NEVER_OPENED), kinds());
    assertEquals(demo.row(1).get("Timestamp").s(), imported().events().get(0).at().toString());
  }

  @Test
  void aSnapshotWithoutABalanceIsADoubt() {
    demo.row(2).remove("Balance");
    assertLeftOut(Kind.BALANCE_MISSING);
  }

  @Test
  void timesNeverGoBack() {
    demo.credit(1.0).credit(1.0).credit(1.0);
    demo.row(4).put("Timestamp", AttributeValue.fromS("2019-01-01T00:00:00.000Z"));
    demo.row(5).remove("Timestamp");

    var events = imported().events();

    assertEquals(events.get(1).at(), events.get(2).at());
    assertEquals(events.get(1).at(), events.get(3).at());
    assertEquals(List.of(Kind.TIME_MOVED, Kind.TIME_MISSING), kinds());
  }

  @Test
  void aFirstTimeThatIsMissingAndATimeInTheFutureAreFaults() {
    demo.row(1).remove("Timestamp");
    assertLeftOut(Kind.TIME_UNREADABLE);
    demo.row(1).put("Timestamp", AttributeValue.fromS("2026-01-01T00:00:00.001Z"));
    assertLeftOut(Kind.TIME_IN_FUTURE);
  }

  @Test
  void anIdThatIsNoUuidGetsADerivedOne() {
    var account = Conversion.of(new DemoBank("alice", OPENED).account(), RULES);

    assertEquals(NamedUuids.of("table:Account", "account", "alice"), account.account());
    assertEquals(List.of(Kind.DERIVED_ID), kinds(new DemoBank("alice", OPENED)));
    assertEquals(
        UUID.fromString("d81f7e2a-0000-4000-8000-00000000000a"),
        Conversion.of(new DemoBank("D81F7E2A-0000-4000-8000-00000000000A", OPENED).account(), RULES)
            .account());
  }

  @Test
  void anUnknownCurrencyAndAnEmptyAccountAreFaults() {
    var empty = new OldAccount("empty", null, null, List.of());
    assertFalse(Conversion.of(empty, RULES).isImportable(true));
    var dollars = new OldAccount("x", null, "DOLLARS", demo.account().entries());
    assertFalse(Conversion.of(dollars, RULES).isImportable(true));
  }

  private void assertLeftOut(Kind kind) {
    assertTrue(kinds().contains(kind), kinds().toString());
    assertFalse(imported().isImportable(false));
  }

  private ConvertedAccount imported() {
    return Conversion.of(demo.account(), RULES);
  }

  private List<Kind> kinds() {
    return kinds(demo);
  }

  private static List<Kind> kinds(DemoBank account) {
    return Conversion.of(account.account(), RULES).remarks().all().stream()
        .map(Remark::kind)
        .toList();
  }
}
