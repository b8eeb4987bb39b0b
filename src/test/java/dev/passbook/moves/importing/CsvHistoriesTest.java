package dev.passbook.moves.importing;

import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.moves.importing.Remark.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvHistoriesTest {
  private static final ImportRules RULES =
      new ImportRules("csv", "EUR", null, Instant.parse("2026-06-01T00:00:00Z"), false);

  private static final String AT = "2026-01-01T00:00:00Z";

  @TempDir Path folder;

  @Test
  void linesOfAnAccountMayStandAnywhereAndTheFirstOneOpensIt() {
    var accounts =
        file(
            "account,at,type,amount,reference",
            "alice," + AT + ",BalanceCredited,10.50,\"January, \"\"rent\"\"\"",
            "bob," + AT + ",BalanceCredited,1,",
            "",
            "alice,2026-01-02T01:00:00+01:00,BalanceWithdrawn,0.50,'=1+1");

    var alice = convert(accounts, "alice");

    assertEquals(List.of("alice", "bob"), get(accounts.ids()));
    assertEquals(3, alice.events().size());
    assertEquals("January, \"rent\"", alice.events().get(1).event().reference());
    assertEquals("=1+1", alice.events().get(2).event().reference());
    assertEquals(Instant.parse("2026-01-02T00:00:00Z"), alice.events().get(2).at());
    assertEquals("10.00", alice.balance().value().toPlainString());
    assertEquals(List.of(Kind.DERIVED_ID), kinds(alice));
  }

  @Test
  void aStatedBalanceIsComparedAndOtherColumnsAreTaken() {
    var accounts =
        file(
            "\uFEFFversion,account,at,type,amount,currency,balance,owner,reference",
            "1,a," + AT + ",AccountCreated,,JPY,0,Alice,",
            "2,a," + AT + ",AccountLimited,500,JPY,0,,",
            "3,a," + AT + ",BalanceWithdrawn,200,JPY,-200,,",
            "4,a," + AT + ",HoldPlaced,50,JPY,-200,,",
            "5,a," + AT + ",BalanceCredited,200,JPY,0,,",
            "6,a," + AT + ",AccountClosed,,JPY,0,,",
            "1,b," + AT + ",BalanceCredited,200,JPY,201,,");

    var account = convert(accounts, "a");

    assertTrue(account.isImportable(false), kinds(account).toString());
    assertEquals(5, account.events().size());
    assertEquals("JPY", account.currency().code());
    assertTrue(kinds(account).contains(Kind.ENTRY_SKIPPED));
    assertTrue(kinds(convert(accounts, "b")).contains(Kind.BALANCE_DIFFERS));
  }

  @Test
  void faultsOfALineConcernOnlyItsAccount() {
    var accounts =
        file(
            "account,at,type,amount,reference",
            "type," + AT + ",Paid,1,",
            "amount," + AT + ",BalanceCredited,,",
            "fine," + AT + ",BalanceCredited,1.234,",
            "time,yesterday,BalanceCredited,1,",
            "text," + AT + ",BalanceCredited,1,a\u202Eb",
            "long," + AT + ",BalanceCredited,1," + "x".repeat(141),
            "funds," + AT + ",BalanceWithdrawn,1,",
            "good," + AT + ",BalanceCredited,1," + "x".repeat(140));

    for (var id : get(accounts.ids())) {
      assertEquals("good".equals(id), convert(accounts, id).isImportable(true), id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "account,at,type\n",
        "account,at,type,amount,reference,referenze\n",
        "account,at,type,amount,amount\n",
        "account,at,type,amount\na,b\n",
        "account,at,type,amount\n,2026-01-01T00:00:00Z,AccountCreated,\n",
        "account,at,type,amount\n\"a\n",
      })
  void aFileOfAnotherFormIsRefused(String content) {
    assertThrows(UnreadableSource.class, () -> file(content));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() throws IOException {
    var file = folder.resolve("latin.csv");
    Files.write(file, "account,at,type,amount\n\u00E9,,,\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThrows(UnreadableSource.class, () -> CsvHistories.read(file));
    assertThrows(UnreadableSource.class, () -> CsvHistories.read(folder.resolve("missing.csv")));
  }

  @Test
  void anOpeningBalanceIsOneCredit() throws IOException {
    var file = folder.resolve("balances.csv");
    Files.writeString(
        file,
        "account,owner,currency,balance\na,Alice,JPY,100\nb,,,0\nc,,,-5\nd,,,1\nd,,,2\ne,,,\n");
    var accounts = OpeningBalances.read(file, Instant.parse(AT));

    var account = convert(accounts, "a");

    assertEquals(2, account.events().size());
    assertEquals("Opening balance", account.events().get(1).event().reference());
    assertEquals(Instant.parse(AT), account.events().get(1).at());
    assertEquals("100", account.balance().value().toPlainString());
    assertEquals(1, convert(accounts, "b").events().size());
    for (var id : List.of("c", "d", "e")) {
      assertFalse(convert(accounts, id).isImportable(true), id);
    }
  }

  private CsvHistories file(String... lines) {
    try {
      var file = folder.resolve("histories.csv");
      return CsvHistories.read(Files.writeString(file, String.join("\r\n", lines)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConvertedAccount convert(OldAccounts accounts, String id) {
    return Conversion.of(get(accounts.account(id)), RULES);
  }

  private static List<Kind> kinds(ConvertedAccount account) {
    return account.remarks().all().stream().map(Remark::kind).toList();
  }
}
