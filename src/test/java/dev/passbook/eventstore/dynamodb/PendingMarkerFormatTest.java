package dev.passbook.eventstore.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the rows of pending markers keep their format. */
class PendingMarkerFormatTest {
  private static final StreamId ACCOUNT =
      new StreamId("account-3b9ac9ff-0000-4000-8000-000000000001");
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00.250Z");
  private static final Map<String, Object> ANSWER =
      Map.of(
          "Status",
          new BigDecimal(201),
          "Location",
          "/accounts/1/events/2",
          "ETag",
          "\"2\"",
          "Body",
          "{\"version\":2}");
  private static final PendingMarker MARKER =
      PendingMarker.of(
          ACCOUNT,
          2,
          new Marker(
              "0a1b", "2c3d", "command-1", ANSWER, AT, Instant.parse("2026-02-07T12:00:00Z")));

  @Test
  void theFormatOfAWrittenMarkerIsUnchanged() {
    assertEquals(GoldenRows.row("marker-pending"), PendingMarkerFormat.write(MARKER));
  }

  @Test
  void aStoredMarkerIsReadable() {
    assertEquals(MARKER, PendingMarkerFormat.read(GoldenRows.row("marker-pending")));
  }

  @Test
  void aStoredMarkerIsRecognised() {
    var answer = new HashMap<>(ANSWER);
    answer.put("Status", 201L);
    var first = MARKER.candidates().get(0);
    var written = new Marker("0a1b", "2c3d", "command-1", answer, first.at(), first.expiresAt());

    var stored = PendingMarkerFormat.read(GoldenRows.row("marker-pending"));

    assertTrue(stored.covers(PendingMarker.of(ACCOUNT, 2, written)));
    assertFalse(stored.covers(PendingMarker.of(ACCOUNT, 3, written)));
  }

  /** An earlier release reads every marker in this way. It must fail, and not find an answer. */
  @Test
  void aPendingMarkerIsNotMistakenForAnAnswer() {
    assertThrows(
        UnreadableHistory.class, () -> MarkerFormat.read(GoldenRows.row("marker-pending")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RowStream", "RowVersion", "Revision", "At", "ExpiresAt"})
  void aDamagedMarkerIsUnreadable(String missing) {
    var damaged = new HashMap<>(GoldenRows.row("marker-pending"));
    damaged.remove(missing);

    assertThrows(UnreadableHistory.class, () -> PendingMarkerFormat.read(damaged));
  }
}
