package dev.passbook.eventstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.250Z");

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00.000Z",
    "2026-01-31T12:00:00.1Z, 2026-01-31T12:00:00.100Z",
    "2026-01-31T12:00:00.123456789Z, 2026-01-31T12:00:00.123Z"
  })
  void aTimestampIsWrittenWithThreeDigitsOfMilliseconds(String moment, String written) {
    assertEquals(written, Timestamp.format(Instant.parse(moment)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:00.250Z",
        "2024-02-29T23:59:59.999Z",
        "1969-12-31T23:59:59.001Z",
        "9999-12-31T00:00:00.000Z",
        "2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.123456Z"
      })
  void aTimestampIsRead(String written) {
    assertEquals(Instant.parse(written), Timestamp.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T12:00:00.250Z",
        "2026-13-01T12:00:00.250Z",
        "2026-01-31T12:61:00.250Z",
        "2026-01-31T12:00:00,250Z",
        "2026-01-31T12:00:00.+25Z",
        "2026-01-31T12:00:00.25٣Z",
        "2026-01-31 12:00:00.250Z",
        "yesterday",
        ""
      })
  void anInvalidTimestampIsRefused(String written) {
    assertThrows(DateTimeException.class, () -> Timestamp.parse(written));
  }

  @Test
  void theRecordedTimeIsTheClockTruncatedToMilliseconds() {
    assertEquals(NOON, Timestamp.notBefore(null, NOON.plusNanos(999_999)));
    assertEquals(NOON, Timestamp.notBefore(NOON.minusMillis(1), NOON));
  }

  @Test
  void aClockThatJumpsBackDoesNotMoveRecordedTimeBack() {
    assertEquals(NOON, Timestamp.notBefore(NOON, NOON.minusSeconds(3_600)));
  }
}
