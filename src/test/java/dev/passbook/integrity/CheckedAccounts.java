package dev.passbook.integrity;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static java.util.Comparator.comparingLong;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.TestBank;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.dynamodb.TestTable;
import dev.passbook.streaming.Cursors;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Accounts in DynamoDB Local whose rows a test changes behind the service's back. */
final class CheckedAccounts {
  final EventStore<Account, AccountEvent> store = TestTable.storeOf(new AccountCodec());
  final TestBank bank = new TestBank(store);
  final Cursors cursors = new Cursors(TestTable.client(), TestTable.config(10));
  final RecordedCutOver cutOver = new RecordedCutOver();
  final AccountChecks begun =
      new AccountChecks(TestTable.logOf(new AccountCodec()), store, cursors);
  final IntegrityChecks checks =
      new IntegrityChecks(begun.log(), store, new History(store), cursors, cutOver);

  IntegrityReport report(UUID account) {
    return report(account, 0);
  }

  IntegrityReport report(UUID account, long after) {
    return TestBank.found(get(checks.check(Caller.ANYONE, account, after, deadline())));
  }

  /**
   * Returns what the operators' command finds in these accounts, in the order of their versions.
   */
  List<StreamFinding> verified(PublishedEvents published, UUID... accounts) {
    var found = new ConcurrentLinkedQueue<StreamFinding>();
    var verification = new Verification(begun, cutOver.moment, published, 1_000_000, found::add);
    get(verification.of(Stream.of(accounts).map(AccountIds::stream).toList()));
    assertEquals(found.size(), verification.findings());
    assertEquals(accounts.length, verification.streams());
    return found.stream().sorted(comparingLong(StreamFinding::version)).toList();
  }

  private static List<Finding> findings(List<StreamFinding> found) {
    return found.stream().map(each -> new Finding(each.version(), each.text())).toList();
  }

  void assertSound(UUID account) {
    var report = report(account);
    assertEquals(List.of(), verified(PublishedEvents.none(), account));
    assertEquals(List.of(), report.findings());
    assertEquals(bank.version(account), report.head());
    assertEquals(true, report.isSound());
  }

  /** Checks that the versions with findings are exactly these. */
  void assertFound(UUID account, long... versions) {
    var report = report(account);
    assertEquals(false, report.isSound());
    assertEquals(report.findings(), findings(verified(PublishedEvents.none(), account)));
    assertEquals(
        LongStream.of(versions).boxed().toList(),
        report.findings().stream().map(Finding::version).distinct().toList(),
        () -> report.findings().toString());
  }

  void assertFirst(String text, UUID account) {
    assertEquals(text, report(account).findings().get(0).text());
  }

  /** Opens an account and credits it up to a version. */
  UUID credited(int version) {
    var account = bank.open();
    for (int i = 2; i <= version; i++) {
      bank.ask(TestBank.credit(account, "1"));
    }
    return account;
  }

  static List<Map<String, AttributeValue>> rows(UUID account) {
    return TestTable.rows(AccountIds.stream(account));
  }

  static Map<String, AttributeValue> row(UUID account, long version) {
    return rows(account).stream()
        .filter(row -> row.get("Version").n().equals(Long.toString(version)))
        .findFirst()
        .orElseThrow();
  }

  static void put(Map<String, AttributeValue> row) {
    TestTable.putAll(List.of(row));
  }

  static void delete(UUID account, long version) {
    TestTable.delete(AccountIds.stream(account), version);
  }

  /** Replaces an attribute of a row, or removes it if the value is null. */
  static void set(UUID account, long version, String name, AttributeValue value) {
    var row = new HashMap<>(row(account, version));
    if (value == null) {
      row.remove(name);
    } else {
      row.put(name, value);
    }
    put(row);
  }

  /** Changes the first event of a row. */
  static void changeEvent(
      UUID account, long version, UnaryOperator<Map<String, AttributeValue>> change) {
    var event = new LinkedHashMap<>(row(account, version).get("Events").l().get(0).m());
    set(
        account,
        version,
        "Events",
        AttributeValue.fromL(List.of(AttributeValue.fromM(change.apply(event)))));
  }

  static UnaryOperator<Map<String, AttributeValue>> with(String member, AttributeValue value) {
    return event -> {
      event.put(member, value);
      return event;
    };
  }
}
