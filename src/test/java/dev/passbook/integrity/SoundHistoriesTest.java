package dev.passbook.integrity;

import static dev.passbook.banking.TestCommands.capture;
import static dev.passbook.banking.TestCommands.captureByTransfer;
import static dev.passbook.banking.TestCommands.captureSome;
import static dev.passbook.banking.TestCommands.give;
import static dev.passbook.banking.TestCommands.hold;
import static dev.passbook.banking.TestCommands.limit;
import static dev.passbook.banking.TestCommands.release;
import static dev.passbook.banking.TestCommands.restrict;
import static dev.passbook.banking.TestCommands.reverse;
import static dev.passbook.banking.TestCommands.reverseTransfer;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.integrity.CheckedAccounts.row;
import static dev.passbook.integrity.CheckedAccounts.rows;
import static dev.passbook.integrity.CheckedAccounts.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Holder;
import dev.passbook.account.Money;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Caller;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.banking.TestBank;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nothing that the service itself writes is ever a finding. */
class SoundHistoriesTest {
  private final CheckedAccounts accounts = new CheckedAccounts();
  private final TestBank bank = accounts.bank;

  @Test
  void aHistoryWithEveryKindOfEvent() {
    var account = bank.openWith("100");
    var other = bank.openWith("100");
    bank.ask(limit(account, "50"));
    bank.ask(hold(account, "20"));
    bank.ask(captureSome(account, 4, "5"));
    bank.ask(capture(account, 4, "5"));
    bank.ask(hold(account, "7"));
    bank.ask(release(account, 7));
    bank.ask(hold(account, "3"));
    bank.ask(captureByTransfer(account, 9, other, "3"));
    bank.ask(hold(account, "1"));
    bank.advance(Duration.ofDays(8));
    bank.ask(TestBank.transfer(account, other, "4"));
    bank.ask(reverse(bank, account, 2));
    bank.ask(reverseTransfer(bank, account, bank.version(account) - 1));
    bank.ask(restrict(account, true, false));
    bank.ask(give(account, new Holder("acme", "ada")));
    bank.ask(TestBank.credit(account, "2"), UUID.randomUUID().toString());

    accounts.assertSound(account);
    accounts.assertSound(other);
    var report = accounts.report(account);
    assertEquals(1L, report.chainedFrom());
    assertEquals(
        HexFormat.of()
            .formatHex(rows(account).get(rows(account).size() - 1).get("Chain").b().asByteArray()),
        report.chain().hex());
  }

  @Test
  void aClosedAccount() {
    var account = bank.open();
    bank.ask(TestBank.close(account));

    accounts.assertSound(account);
  }

  @Test
  void rowsOfSeveralEvents() {
    var account = bank.open();
    for (int size : new int[] {3, 1, 12, 7, 25, 1}) {
      commit(account, size);
    }

    accounts.assertSound(account);
    assertEquals(7, rows(account).size());
  }

  /** Credits one as often as given, in one row. */
  private void commit(UUID account, int credits) {
    var head = get(accounts.store.load(AccountIds.stream(account), deadline()));
    var events = IntStream.rangeClosed(1, credits).mapToObj(i -> credit(head, i)).toList();
    get(
        accounts.store.commit(
            new Commit<>(List.of(new Append<>(head, events)), List.of()), deadline()));
  }

  private static RecordedEvent<AccountEvent> credit(Snapshot<Account> head, int place) {
    var one = new Money(BigDecimal.ONE, TestBank.EUR);
    var balance = new BigDecimal(place).add(head.state().balance().value());
    return new RecordedEvent<>(
        head.stream(),
        head.version() + place,
        head.updatedAt(),
        UUID.randomUUID().toString(),
        null,
        new BalanceCredited(one, new Money(balance, TestBank.EUR), null, null));
  }

  @Test
  void rowsFromBeforeTheChain() {
    var before = new TestBank(TestTable.unchainedStoreOf(new AccountCodec()));
    var account = before.openWith("5");
    before.ask(TestBank.credit(account, "5"));

    accounts.assertSound(account);
    assertNull(accounts.report(account).chainedFrom());
    assertNull(accounts.report(account).chain());

    bank.ask(TestBank.credit(account, "5"));
    before.ask(TestBank.credit(account, "5"));

    accounts.assertSound(account);
    assertEquals(4L, accounts.report(account).chainedFrom());
    assertNotNull(row(account, 5).get("Chain"));
  }

  @Test
  void aRowOfAnOlderReleaseAfterAChainedOneIsNotChained() {
    var account = accounts.credited(3);
    set(account, 3, "Chain", null);
    new CheckedAccounts().bank.ask(TestBank.credit(account, "1"));

    accounts.assertFound(account, 3);
  }

  @Test
  void aRowWithoutAChainIsBrokenAfterTheCutOver() {
    var before = new TestBank(TestTable.unchainedStoreOf(new AccountCodec()));
    var account = before.openWith("5");
    accounts.cutOver.moment = Instant.parse(row(account, 2).get("At").s());
    accounts.assertSound(account);

    before.advance(Duration.ofMillis(1));
    before.ask(TestBank.credit(account, "5"));
    var late = before.open();

    accounts.assertFound(account, 3);
    accounts.assertFound(late, 1);
    accounts.assertFirst(
        "The row has no chain, although it was written after the cut-over", account);
  }

  @Test
  void chainedRowsAreSoundOnBothSidesOfTheCutOver() {
    var account = bank.openWith("5");
    accounts.cutOver.moment = Instant.parse(row(account, 2).get("At").s());
    bank.advance(Duration.ofDays(1));
    bank.ask(TestBank.credit(account, "5"));

    accounts.assertSound(account);
  }

  @Test
  void mendedSnapshots() {
    var account = accounts.credited(25);
    for (var version : List.of(10L, 20L)) {
      set(account, version, "Snapshot", null);
    }
    assertEquals("24.00", new TestBank(TestTable.storeOf(new AccountCodec())).balance(account));
    assertNotNull(row(account, 25).get("Snapshot"));

    accounts.assertSound(account);
  }

  @Test
  void aHistoryOfSeveralPages() {
    var account = accounts.credited(450);

    accounts.assertSound(account);
    assertEquals(450, accounts.report(account).checked());
  }

  @Test
  void aCheckThatBeginsLaterReliesOnTheStateThere() {
    var account = bank.open();
    commit(account, 5);
    commit(account, 30);
    commit(account, 2);

    for (long after : new long[] {1, 3, 6, 17, 36, 37}) {
      var report = accounts.report(account, after);
      assertEquals(List.of(), report.findings(), "after " + after);
      assertEquals(38, report.head());
    }
    assertEquals(
        Missing.VERSION,
        TestBank.missing(get(accounts.checks.check(Caller.ANYONE, account, 38, deadline()))));
  }

  @Test
  void anAccountThatDoesNotExist() {
    assertEquals(
        Missing.ACCOUNT,
        TestBank.missing(
            get(accounts.checks.check(Caller.ANYONE, UUID.randomUUID(), 0, deadline()))));
  }

  @Test
  void aHistoryThatTwoInstancesWriteMeanwhile() throws Exception {
    var account = bank.openWith("1000");
    var other = bank.openWith("1000");
    var instances = List.of(bank, new CheckedAccounts().bank, new CheckedAccounts().bank);
    var writers = new ArrayList<CompletableFuture<Void>>();
    for (var instance : instances) {
      writers.add(CompletableFuture.runAsync(() -> write(instance, account, other)));
    }
    var all = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));

    var checks = 0;
    while (!all.isDone() || checks == 0) {
      assertEquals(List.of(), accounts.report(account).findings());
      assertEquals(List.of(), accounts.report(other).findings());
      checks++;
    }
    all.get();
    accounts.assertSound(account);
    accounts.assertSound(other);
    assertTrue(accounts.report(account).head() >= 182);
  }

  private static void write(TestBank instance, UUID account, UUID other) {
    for (int i = 0; i < 20; i++) {
      instance.ask(TestBank.withdraw(account, "1"));
      instance.ask(TestBank.transfer(account, other, "1"));
      instance.ask(TestBank.transfer(other, account, "1"), UUID.randomUUID().toString());
    }
  }
}
