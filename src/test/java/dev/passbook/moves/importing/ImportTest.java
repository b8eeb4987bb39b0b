package dev.passbook.moves.importing;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.moves.importing.ImportedAccount.Outcome;
import dev.passbook.moves.importing.Remark.Kind;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ImportTest {
  private static final ImportRules RULES =
      new ImportRules("table:Account", "EUR", null, Instant.parse("2026-01-01T00:00:00Z"), false);

  private final EventStore<Account, AccountEvent> store =
      new InMemoryEventStore<>(new AccountCodec());

  private final DemoTown town = DemoTown.large();

  @Test
  void theDemoIsImportedToTheCentAndASecondRunWritesNothing() {
    var report = run(town);

    assertEquals(town.size() - town.leftOut(), report.count(Outcome.IMPORTED));
    assertEquals(town.leftOut(), report.count(Outcome.LEFT_OUT));
    assertSameToTheCent(report);

    var again = run(town);
    assertEquals(0, again.written());
    assertEquals(report.count(Outcome.IMPORTED), again.count(Outcome.UNCHANGED));
    assertEquals(report.sums(), again.sums());
  }

  private static void assertSameToTheCent(ImportReport report) {
    var sums = report.sums().get("EUR");
    assertEquals(sums.after(), sums.before().setScale(2, RoundingMode.HALF_EVEN));
    assertTrue(sums.before().subtract(sums.after()).abs().compareTo(new BigDecimal("1e-6")) < 0);
  }

  @Test
  void everyOddityIsDecidedAsItsKindSays() {
    run(town);

    for (var kind : Kind.values()) {
      var account = town.odd(kind);
      if (account != null) {
        var isImported = kind.weight() == Remark.Weight.NOTE;
        assertEquals(isImported, !events(account).isEmpty(), kind.name());
      }
    }
  }

  @Test
  void doubtsAreImportedIfTheOperatorAcceptsThem() {
    var accepting = new ImportRules("table:Account", "EUR", null, RULES.now(), true);

    get(new Import(store, accepting, false).of(source(town), ids(town), () -> {}));

    assertFalse(events(town.odd(Kind.BALANCE_DIFFERS)).isEmpty());
    assertTrue(events(town.odd(Kind.UNKNOWN_TYPE)).isEmpty());
  }

  @Test
  void anImportThatBreaksOffContinuesWhereItStopped() {
    var commits = new AtomicInteger();
    var mortal =
        new FailingStore(store) {
          @Override
          boolean fails(Commit<Account, AccountEvent> commit) {
            return commits.incrementAndGet() > 1000;
          }
        };
    assertThrows(IllegalStateException.class, () -> run(mortal, town, false));

    var report = run(town);

    assertTrue(report.count(Outcome.UNCHANGED) > 0);
    assertTrue(report.count(Outcome.CONTINUED) > 0);
    assertSameToTheCent(report);
    var whole = new InMemoryEventStore<>(new AccountCodec());
    run(whole, town, false);
    town.accounts().forEach(each -> assertEquals(events(whole, each), events(each)));
  }

  @Test
  void eachRowFollowsOnTheChainOfTheRowBefore() {
    var chains = new HashMap<StreamId, Chain>();
    var watched =
        new StandInStore<>(store) {
          @Override
          public Uni<Committed<Account>> commit(
              Commit<Account, AccountEvent> commit, Deadline deadline) {
            var before = commit.appends().get(0).expected();
            assertEquals(chains.get(before.stream()), before.chain());
            return super.commit(commit, deadline)
                .invoke(done -> chains.put(before.stream(), done.heads().get(0).chain()));
          }
        };

    run(watched, town, false);

    assertTrue(chains.size() > 100);
  }

  @Test
  void onlyEventsOfOneTimeShareARow() {
    var account = new DemoBank("0b6b1cf4-51a7-4a5c-9d6c-16b31a5a0e3d", Instant.EPOCH);
    for (int i = 0; i < 18; i++) {
      account.credit(1.0);
    }
    account
        .rows()
        .subList(0, 18)
        .forEach(row -> row.put("Timestamp", account.row(1).get("Timestamp")));
    var sizes = new ArrayList<Integer>();
    var watched =
        new FailingStore(store) {
          @Override
          boolean fails(Commit<Account, AccountEvent> commit) {
            sizes.add(commit.appends().get(0).events().size());
            return false;
          }
        };

    run(watched, List.of(account), false);

    assertEquals(List.of(8, 8, 1, 1, 1), sizes);
  }

  @Test
  void aDryRunWritesNothingAndReportsTheSame() {
    var dry = run(store, town, true);

    assertTrue(town.accounts().stream().allMatch(each -> events(each).isEmpty()));
    var real = run(town);
    assertEquals(dry.sums(), real.sums());
    assertEquals(dry.written(), real.written());
  }

  @Test
  void aStreamWithOtherEventsIsLeftAlone() {
    var account = new DemoBank("0b6b1cf4-51a7-4a5c-9d6c-16b31a5a0e3d", Instant.EPOCH).credit(1.0);
    var other = new ImportRules("another", "EUR", null, RULES.now(), false);
    var accounts = List.of(account);
    get(new Import(store, other, false).of(source(accounts), ids(accounts), () -> {}));
    var before = events(account);
    account.credit(2.0);

    var report = run(store, accounts, false);

    assertEquals(1, report.count(Outcome.LEFT_OUT));
    assertTrue(report.text().contains("other-events"), report.text());
    assertEquals(before, events(account));
  }

  @Test
  void eventsThatTheServiceAddedSinceStayAndEndTheImportOfGrowth() {
    var account = new DemoBank("0b6b1cf4-51a7-4a5c-9d6c-16b31a5a0e3d", Instant.EPOCH).credit(1.0);
    run(store, List.of(account), false);
    credit(account);
    var before = events(account);

    assertEquals(1, run(store, List.of(account), false).count(Outcome.UNCHANGED));
    account.credit(2.0);
    assertEquals(1, run(store, List.of(account), false).count(Outcome.LEFT_OUT));

    assertEquals(before, events(account));
  }

  private void credit(DemoBank account) {
    var head = get(store.load(stream(account), deadline()));
    var event = head.state().credit(new Amount(BigDecimal.TEN), null);
    var recorded =
        new RecordedEvent<>(
            head.stream(),
            head.version() + 1,
            head.updatedAt(),
            "of-the-service",
            null,
            event.<AccountEvent>either(made -> made, refusal -> null));
    get(
        store.commit(
            new Commit<>(List.of(new Append<>(head, List.of(recorded))), List.of()), deadline()));
  }

  @Test
  void aSourceThatGrewIsContinuedAndOneThatChangedIsLeftAlone() {
    var account = new DemoBank("0b6b1cf4-51a7-4a5c-9d6c-16b31a5a0e3d", Instant.EPOCH).credit(1.0);
    run(store, List.of(account), false);

    account.credit(2.0);
    assertEquals(1, run(store, List.of(account), false).count(Outcome.CONTINUED));
    account.row(3).put("Amount", AttributeValue.fromN("7"));
    var report = run(store, List.of(account), false);

    assertTrue(report.text().contains("source-changed"), report.text());
    assertEquals(3, events(account).size());
  }

  @Test
  void theReportNamesEachAccountThatIsLeftOutAndTheSums() throws IOException {
    var json = new StringWriter();
    var report = run(town);
    report.writeTo(json);

    for (var kind : Kind.values()) {
      if (town.odd(kind) != null) {
        assertTrue(json.toString().contains(town.odd(kind).id()), kind.name());
      }
    }
    assertTrue(json.toString().contains("\"savings of alice\""));
    assertTrue(report.text().contains("EUR: "), report.text());
  }

  private ImportReport run(DemoTown accounts) {
    return run(store, accounts, false);
  }

  private static ImportReport run(
      EventStore<Account, AccountEvent> into, DemoTown accounts, boolean dryRun) {
    return run(into, accounts.accounts(), dryRun);
  }

  private static ImportReport run(
      EventStore<Account, AccountEvent> into, List<DemoBank> accounts, boolean dryRun) {
    return get(new Import(into, RULES, dryRun).of(source(accounts), ids(accounts), () -> {}));
  }

  private static OldAccounts source(DemoTown accounts) {
    return source(accounts.accounts());
  }

  private static OldAccounts source(List<DemoBank> accounts) {
    return new InMemoryAccounts(accounts);
  }

  private static List<String> ids(DemoTown accounts) {
    return ids(accounts.accounts());
  }

  private static List<String> ids(List<DemoBank> accounts) {
    return accounts.stream().map(DemoBank::id).toList();
  }

  private List<RecordedEvent<AccountEvent>> events(DemoBank account) {
    return events(store, account);
  }

  private static List<RecordedEvent<AccountEvent>> events(
      EventStore<Account, AccountEvent> store, DemoBank account) {
    return get(store.readForward(stream(account), 0, 10_000, deadline()));
  }

  private static StreamId stream(DemoBank account) {
    return AccountIds.stream(Conversion.of(account.account(), RULES).account());
  }
}
