package dev.passbook.banking;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Holder;
import dev.passbook.account.Money;
import dev.passbook.account.TransferLeg;
import dev.passbook.decider.CommandResponse;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.Fault;
import dev.passbook.eventstore.dynamodb.GoldenRows;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Stored rows outlive the code: each kind keeps its format for writing and for reading. */
class GoldenRowsTest {
  private static final UUID ID = UUID.fromString("3b9ac9ff-0000-4000-8000-000000000001");
  private static final UUID TO = UUID.fromString("3b9ac9ff-0000-4000-8000-000000000002");
  private static final UUID TOGETHER = UUID.fromString("3b9ac9ff-0000-4000-8000-000000000003");
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00.250Z");
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Currency EUR = Currencies.of("EUR");
  private static final Currency JPY = Currencies.of("JPY");
  private static final AccountCodec CODEC = new AccountCodec();
  private static final String TRACE_PARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Account, AccountEvent> store =
      new DynamoDbEventStore<>(client, TestTable.config(10), CODEC);

  /**
   * A stored row and its content.
   *
   * @param before the state that the event was decided on
   */
  record Sample(String row, Snapshot<Account> before, AccountEvent event) {
    @Override
    public String toString() {
      return row;
    }
  }

  static Stream<Sample> samples() {
    var leg = new TransferLeg(ID + "-3", TO, 2);
    return Stream.of(
        new Sample("account-created", Snapshot.none(stream(ID)), new AccountCreated("Ada", EUR)),
        new Sample(
            "account-created-for-a-holder",
            Snapshot.none(stream(ID)),
            new AccountCreated("Ada", EUR, new Holder("acme", "ada"))),
        new Sample(
            "account-created-for-nobody", Snapshot.none(stream(ID)), new AccountCreated(null, JPY)),
        new Sample(
            "balance-credited",
            at(ID, 1, "0"),
            new BalanceCredited(eur("60"), eur("60"), "salary", null)),
        new Sample(
            "balance-credited-in-a-trace",
            at(ID, 1, "0"),
            new BalanceCredited(eur("60"), eur("60"), null, null)),
        new Sample(
            "balance-withdrawn",
            at(ID, 2, "60"),
            new BalanceWithdrawn(eur("10.5"), eur("49.5"), null, null)),
        new Sample("account-closed", at(ID, 3, "0"), new AccountClosed(eur("0"))),
        new Sample(
            "transfer-first-leg",
            at(ID, 2, "60"),
            new BalanceWithdrawn(eur("10.5"), eur("49.5"), "rent", leg)),
        new Sample(
            "transfer-second-leg",
            at(TO, 1, "0"),
            new BalanceCredited(eur("10.5"), eur("10.5"), "rent", ID + "-3")),
        new Sample(
            "snapshot-open", at(ID, 9, "60"), new BalanceCredited(eur("1"), eur("61"), null, null)),
        new Sample(
            "snapshot-with-a-holder",
            held(9, "60"),
            new BalanceCredited(eur("1"), eur("61"), null, null)),
        new Sample("snapshot-closed", emptyYen(19), new AccountClosed(Money.zero(JPY))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theFormatOfAWrittenRowIsUnchanged(Sample sample) {
    var append = new Append<>(sample.before(), List.of(recorded(sample)));

    assertEquals(GoldenRows.row(sample.row()), written(new Commit<>(List.of(append), List.of())));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aStoredRowIsReadable(Sample sample) {
    var row = GoldenRows.row(sample.row());
    TestTable.putAll(List.of(row));
    var expected = recorded(sample);

    var version = expected.version();
    var read = get(store.readBackward(expected.stream(), version + 1, 1, deadline()));

    assertEquals(List.of(expected), read);
  }

  static Stream<Sample> samplesWithASnapshot() {
    return samples().filter(sample -> sample.row().startsWith("snapshot"));
  }

  @ParameterizedTest
  @MethodSource("samplesWithASnapshot")
  void theSnapshotOfARowIsTheStateAfterItsEvent(Sample sample) {
    TestTable.putAll(List.of(GoldenRows.row(sample.row())));
    var after = sample.before().plus(recorded(sample), CODEC);

    assertEquals(after, get(store.loadVersion(after.stream(), after.version(), deadline())));
  }

  /** Returns the events of three commands that shared a batch. Version 10 falls in the middle. */
  private static List<RecordedEvent<AccountEvent>> together() {
    var events =
        List.of(
            new BalanceCredited(eur("1"), eur("61"), null, null),
            new BalanceWithdrawn(eur("60"), eur("1"), "rent", null),
            new BalanceCredited(eur("2.5"), eur("3.5"), null, null));
    return IntStream.range(0, 3).mapToObj(i -> together(i, events.get(i))).toList();
  }

  private static RecordedEvent<AccountEvent> together(int place, AccountEvent event) {
    return new RecordedEvent<>(
        stream(TOGETHER), 9 + place, AT, "command-" + (place + 1), null, event);
  }

  @Test
  void theFormatOfAWrittenRowOfSeveralEventsIsUnchanged() {
    var append = new Append<>(at(TOGETHER, 8, "60"), together());

    assertEquals(
        GoldenRows.row("several-events"), written(new Commit<>(List.of(append), List.of())));
  }

  @Test
  void aStoredRowOfSeveralEventsIsReadable() {
    TestTable.putAll(List.of(GoldenRows.row("several-events")));
    var newestFirst = new ArrayList<>(together());
    Collections.reverse(newestFirst);

    assertEquals(together(), get(store.readForward(stream(TOGETHER), 8, 3, deadline())));
    assertEquals(newestFirst, get(store.readBackward(stream(TOGETHER), 12, 3, deadline())));
    assertEquals(
        at(TOGETHER, 11, "3.5").state(),
        get(store.loadVersion(stream(TOGETHER), 11, deadline())).state());
  }

  static Stream<Marker> markers() {
    return Stream.of(
        marker(new CommandResponse(201, "/accounts/1/events/2", "\"2\"", "{\"version\":2}")),
        marker(new CommandResponse(422, null, null, "{\"status\":422}")));
  }

  private static Marker marker(CommandResponse response) {
    var expiry = Instant.parse("2026-02-07T12:00:00Z");
    return new Marker("0a1b", "2c3d", "command-1", response.members(), AT, expiry);
  }

  private static String rowOf(Marker marker) {
    return marker.answer().containsKey("Location") ? "marker" : "marker-of-a-refusal";
  }

  @ParameterizedTest
  @MethodSource("markers")
  void theFormatOfAWrittenMarkerIsUnchanged(Marker marker) {
    assertEquals(GoldenRows.row(rowOf(marker)), written(new Commit<>(List.of(), List.of(marker))));
  }

  @ParameterizedTest
  @MethodSource("markers")
  void aStoredMarkerIsReadable(Marker marker) {
    TestTable.putAll(List.of(GoldenRows.row(rowOf(marker))));

    var read = get(store.findMarker(marker.key(), deadline())).orElseThrow();

    assertEquals(CommandResponse.of(marker.answer()), CommandResponse.of(read.answer()));
    assertEquals(marker.fingerprint(), read.fingerprint());
    assertEquals(marker.commandId(), read.commandId());
    assertEquals(marker.at(), read.at());
    assertEquals(marker.expiresAt(), read.expiresAt());
  }

  @Test
  void everyEventHasASampleACodecAndAUniqueStoredName() {
    var events = samples().map(Sample::event).toList();

    assertEquals(
        Stream.of(AccountEvent.class.getPermittedSubclasses()).collect(toSet()),
        events.stream().map(Object::getClass).collect(toSet()));
    assertEquals(
        AccountEvent.class.getPermittedSubclasses().length,
        events.stream().map(AccountEvent::type).distinct().count());
    for (var event : events) {
      assertEquals(event, CODEC.decode(asRead(CODEC.encode(event))));
      assertEquals(event.getClass().getSimpleName(), event.type());
    }
  }

  /** Returns the event as read: DynamoDB returns every number as a decimal. */
  private static StoredEvent asRead(StoredEvent written) {
    var members = new HashMap<>(written.members());
    members.replaceAll(
        (name, value) -> value instanceof Long number ? BigDecimal.valueOf(number) : value);
    return new StoredEvent(written.type(), members);
  }

  private Map<String, AttributeValue> written(Commit<Account, AccountEvent> commit) {
    client.takeSent();
    client.nextWrites(Fault.isSwallowed());
    get(store.commit(commit, deadline()));
    return ((PutItemRequest) client.takeSent().get(0)).item();
  }

  private static RecordedEvent<AccountEvent> recorded(Sample sample) {
    var before = sample.before();
    var trace = sample.row().endsWith("in-a-trace") ? TRACE_PARENT : null;
    return new RecordedEvent<>(
        before.stream(), before.version() + 1, AT, "command-1", trace, sample.event());
  }

  private static StreamId stream(UUID account) {
    return AccountIds.stream(account);
  }

  private static Snapshot<Account> at(UUID account, long version, String balance) {
    var state = new Account("Ada", EUR, Account.Status.OPEN, eur(balance), null);
    return new Snapshot<>(stream(account), version, state, CREATED, CREATED);
  }

  private static Snapshot<Account> held(long version, String balance) {
    var holder = new Holder("acme", "ada");
    var state = new Account("Ada", EUR, Account.Status.OPEN, eur(balance), holder);
    return new Snapshot<>(stream(ID), version, state, CREATED, CREATED);
  }

  private static Snapshot<Account> emptyYen(long version) {
    var state = new Account(null, JPY, Account.Status.OPEN, Money.zero(JPY), null);
    return new Snapshot<>(stream(ID), version, state, CREATED, CREATED);
  }

  private static Money eur(String value) {
    return new Money(new BigDecimal(value), EUR);
  }
}
