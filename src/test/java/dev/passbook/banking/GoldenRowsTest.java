package dev.passbook.banking;

import static dev.passbook.banking.RowSamples.AT;
import static dev.passbook.banking.RowSamples.at;
import static dev.passbook.banking.RowSamples.eur;
import static dev.passbook.banking.RowSamples.stream;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.unchained;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StoredEvent;
import dev.passbook.eventstore.dynamodb.GoldenRows;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stored rows outlive the code: each kind keeps its format for writing and for reading. */
class GoldenRowsTest {
  private static final UUID TOGETHER = UUID.fromString("3b9ac9ff-0000-4000-8000-000000000003");
  private static final AccountCodec CODEC = new AccountCodec();

  private final WrittenRows rows = new WrittenRows();
  private final EventStore<Account, AccountEvent> store = rows.store;

  static Stream<RowSamples.Sample> samples() {
    return RowSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theFormatOfAWrittenRowIsUnchanged(RowSamples.Sample sample) {
    var append = new Append<>(sample.before(), List.of(sample.recorded()));

    assertEquals(
        GoldenRows.chained(sample.row()), rows.written(new Commit<>(List.of(append), List.of())));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aStoredRowIsReadable(RowSamples.Sample sample) {
    var row = GoldenRows.row(sample.row());
    TestTable.putAll(List.of(row));
    var expected = sample.recorded();

    var version = expected.version();
    var read = get(store.readBackward(expected.stream(), version + 1, 1, deadline()));

    assertEquals(List.of(expected), read);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aStoredRowWithAChainIsReadable(RowSamples.Sample sample) {
    var row = GoldenRows.chained(sample.row());
    TestTable.putAll(List.of(row));
    var expected = sample.recorded();

    var version = expected.version();
    var read = get(store.readBackward(expected.stream(), version + 1, 1, deadline()));

    assertEquals(List.of(expected), unchained(read));
    assertEquals(
        HexFormat.of().formatHex(row.get("Chain").b().asByteArray()), read.get(0).chain().hex());
  }

  static Stream<RowSamples.Sample> samplesWithASnapshot() {
    return samples().filter(sample -> sample.row().startsWith("snapshot"));
  }

  @ParameterizedTest
  @MethodSource("samplesWithASnapshot")
  void theSnapshotOfARowIsTheStateAfterItsEvent(RowSamples.Sample sample) {
    TestTable.putAll(List.of(GoldenRows.row(sample.row())));
    var after = sample.before().plus(sample.recorded(), CODEC);

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
        GoldenRows.chained("several-events"),
        rows.written(new Commit<>(List.of(append), List.of())));
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

  @Test
  void everyEventHasASampleACodecAndAUniqueStoredName() {
    var events = samples().map(RowSamples.Sample::event).toList();

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
}
