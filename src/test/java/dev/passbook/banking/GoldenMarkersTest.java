package dev.passbook.banking;

import static dev.passbook.banking.RowSamples.AT;
import static dev.passbook.banking.RowSamples.ID;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.ReversalCommands.ReverseEvent;
import dev.passbook.decider.CommandResponse;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.dynamodb.GoldenRows;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows beside the streams, of idempotency keys and of claims, keep their format. */
class GoldenMarkersTest {
  private static final Claim REVERSAL = new Claim("reversal-" + ID + "-2", "command-1", "3", AT);

  private final WrittenRows rows = new WrittenRows();
  private final EventStore<Account, AccountEvent> store = rows.store;

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
    assertEquals(
        GoldenRows.row(rowOf(marker)), rows.written(new Commit<>(List.of(), List.of(marker))));
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

  private static Commit<Account, AccountEvent> opening(Marker marker) {
    var created =
        RowSamples.all()
            .filter(sample -> sample.row().equals("account-created"))
            .findFirst()
            .orElseThrow();
    var row = new Append<>(created.before(), List.of(created.recorded()), Optional.of(marker));
    return new Commit<>(List.of(row), List.of());
  }

  /** Its chain is that of the row without a marker. */
  @Test
  void theFormatOfARowWithItsOwnMarkerIsUnchanged() {
    var expected = GoldenRows.row("account-created-under-a-key");
    expected.put("Chain", GoldenRows.chained("account-created").get("Chain"));

    assertEquals(expected, rows.written(opening(markers().findFirst().orElseThrow())));
  }

  @Test
  void aStoredRowWithItsOwnMarkerIsReadable() {
    TestTable.putAll(List.of(GoldenRows.row("account-created-under-a-key")));
    var marker = markers().findFirst().orElseThrow();

    var read = get(store.findMarker(marker.key(), RowSamples.stream(ID), deadline())).orElseThrow();

    assertEquals(CommandResponse.of(marker.answer()), CommandResponse.of(read.answer()));
    assertEquals(marker.fingerprint(), read.fingerprint());
    assertEquals(marker.commandId(), read.commandId());
    assertEquals(marker.at(), read.at());
    assertEquals(marker.expiresAt(), read.expiresAt());
  }

  @Test
  void theFormatOfAWrittenClaimIsUnchanged() {
    assertEquals(
        GoldenRows.row("claim"),
        rows.written(new Commit<>(List.of(), List.of(), List.of(REVERSAL))));
  }

  @Test
  void aStoredClaimIsReadable() {
    TestTable.putAll(List.of(GoldenRows.row("claim")));

    assertEquals(Optional.of(REVERSAL), get(store.findClaim(REVERSAL.name(), deadline())));
  }

  @Test
  void aReversalClaimsTheNameOfItsEvent() {
    var reversal = new ReverseEvent(ID, 2, null, null);

    assertEquals(Optional.of(REVERSAL.name()), reversal.claimedName());
  }
}
