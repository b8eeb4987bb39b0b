package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.passbook.account.Account;
import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.GoldenRows;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Snapshots of the first schema have no holder, although the account may have one. Those of the
 * second lack nothing, since there were no holds, limits or restrictions.
 */
class EarlierSnapshotsTest {
  private static final Holder ADA = new Holder("acme", "ada");
  private static final int EVENTS = 35;

  private final ScriptedClient client = new ScriptedClient(TestTable.client());

  /** Of an earlier release. */
  private final TestBank earlierBank = newBank();

  private final TestBank bank = newBank();
  private final UUID id = UUID.randomUUID();

  private TestBank newBank() {
    return new TestBank(new DynamoDbEventStore<>(client, TestTable.config(10), new AccountCodec()));
  }

  private void openOf(Holder holder) {
    openOf(holder, EVENTS);
  }

  private void openOf(Holder holder, int events) {
    openOf(holder, events, this::asOfTheFirstSchema);
  }

  private void openOf(Holder holder, int events, UnaryOperator<AttributeValue> earlier) {
    earlierBank.ask(new OpenAccount(id, "Ada", TestBank.EUR, holder));
    for (int version = 2; version <= events; version++) {
      earlierBank.ask(credit(id, "1"));
    }
    TestTable.putAll(
        TestTable.rows(AccountIds.stream(id)).stream().map(row -> with(row, earlier)).toList());
    client.takeSent();
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> row, UnaryOperator<AttributeValue> snapshots) {
    var earlier = new HashMap<>(row);
    earlier.computeIfPresent("Snapshot", (name, snapshot) -> snapshots.apply(snapshot));
    return earlier;
  }

  private AttributeValue asOfTheFirstSchema(AttributeValue snapshot) {
    var members = new HashMap<>(snapshot.m());
    members.put("Schema", AttributeValue.fromN("1"));
    members.keySet().removeAll(List.of("Tenant", "Subject"));
    return AttributeValue.fromM(members);
  }

  private static AttributeValue asOfTheSecondSchema(AttributeValue snapshot) {
    var members = new HashMap<>(snapshot.m());
    members.put("Schema", AttributeValue.fromN("2"));
    return AttributeValue.fromM(members);
  }

  private List<Class<?>> sent() {
    return client.takeSent().stream().<Class<?>>map(Object::getClass).toList();
  }

  private Account now() {
    return get(bank.store.load(AccountIds.stream(id), deadline())).state();
  }

  @Test
  void theHolderComesFromTheFirstEventAndTheSnapshotIsUpgraded() {
    openOf(ADA);

    var first = now();
    assertEquals(List.of(QueryRequest.class, QueryRequest.class, UpdateItemRequest.class), sent());
    var second = now();
    assertEquals(List.of(QueryRequest.class), sent());

    assertEquals(ADA, first.holder());
    assertEquals("34.00", first.balance().value().toPlainString());
    assertEquals(first, second);
  }

  @Test
  void theSnapshotOfAYoungAccountIsUpgradedToo() {
    openOf(ADA, 12);

    now();
    assertEquals(List.of(QueryRequest.class, QueryRequest.class, UpdateItemRequest.class), sent());
    assertEquals(ADA, now().holder());
    assertEquals(List.of(QueryRequest.class), sent());
  }

  @Test
  void timeTravelCostsOneMoreReadForAnyLengthOfHistory() {
    openOf(ADA);

    for (long version : new long[] {20, 25, 29, 30}) {
      var then = get(bank.store.loadVersion(AccountIds.stream(id), version, deadline()));

      assertEquals(List.of(QueryRequest.class, QueryRequest.class), sent());
      assertEquals(version, then.version());
      assertEquals(version - 1, then.state().balance().value().longValueExact());
      assertEquals(ADA, then.state().holder());
    }
  }

  @Test
  void anAccountWithoutHolderStaysWithoutOne() {
    openOf(null);

    assertNull(now().holder());
    bank.ask(credit(id, "1"));
    assertNull(now().holder());
    assertEquals("35.00", now().balance().value().toPlainString());
  }

  @Test
  void aStoredRowOfTheFirstSchemaIsReadable() {
    var row = GoldenRows.row("snapshot-of-schema-1");
    TestTable.putAll(List.of(row));
    var stream = new StreamId(row.get("StreamId").s());

    Snapshot<Account> read = get(bank.store.loadVersion(stream, 10, deadline()));

    assertEquals("61.00", read.state().balance().value().toPlainString());
    assertEquals("Ada", read.state().owner());
    assertNull(read.state().holder());
  }

  @Test
  void aSnapshotOfTheSecondSchemaCostsNoFurtherRead() {
    openOf(ADA, EVENTS, EarlierSnapshotsTest::asOfTheSecondSchema);

    var now = now();

    assertEquals(List.of(QueryRequest.class), sent());
    assertEquals(ADA, now.holder());
    assertEquals("34.00", now.available().value().toPlainString());
    for (long version : new long[] {20, 25, 29, 30}) {
      var then = get(bank.store.loadVersion(AccountIds.stream(id), version, deadline()));
      assertEquals(List.of(QueryRequest.class), sent());
      assertEquals(version - 1, then.state().balance().value().longValueExact());
    }
  }

  @Test
  void aHoldCanBePlacedOnASnapshotOfTheSecondSchema() {
    openOf(ADA, EVENTS, EarlierSnapshotsTest::asOfTheSecondSchema);
    var elsewhere = new TestBank(bank.store);

    elsewhere.ask(TestCommands.hold(id, "30"));

    assertEquals("4.00", now().available().value().toPlainString());
    assertEquals("INSUFFICIENT_FUNDS", elsewhere.ask(TestBank.withdraw(id, "4.01")));
  }

  static Stream<RowSamples.Sample> samplesOfTheSecondSchema() {
    return RowSamples.all()
        .filter(
            sample ->
                List.of("snapshot-open", "snapshot-with-a-holder", "snapshot-closed")
                    .contains(sample.row()));
  }

  @ParameterizedTest
  @MethodSource("samplesOfTheSecondSchema")
  void aStoredRowOfTheSecondSchemaIsReadAsTheSameState(RowSamples.Sample sample) {
    TestTable.putAll(List.of(GoldenRows.row(sample.row() + "-of-schema-2")));
    var after = sample.before().plus(sample.recorded(), new AccountCodec());

    var read = get(bank.store.loadVersion(after.stream(), after.version(), deadline()));

    assertEquals(after, read);
    assertEquals(List.of(QueryRequest.class), sent());
  }

  @Test
  void aStoredRowOfSeveralEventsAndTheSecondSchemaIsReadable() {
    var row = GoldenRows.row("several-events-of-schema-2");
    TestTable.putAll(List.of(row));
    var stream = new StreamId(row.get("StreamId").s());

    var read = get(bank.store.load(stream, deadline()));

    assertEquals(RowSamples.at(UUID.randomUUID(), 11, "3.5").state(), read.state());
    assertEquals(List.of(QueryRequest.class), sent());
  }
}
