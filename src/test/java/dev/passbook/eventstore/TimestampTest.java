package dev.passbook.eventstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.250Z");

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00.000Z",
    "2026-01-31T12:00:00.1Z, 2026-01-31T12:00:00.100Z",
    "2026-01-31T12:00:00.123456789Z, 2026-01-31T12:00:00.123Z"
  })
  void aMomentIsWrittenWithThreeDigitsOfMilliseconds(String moment, String written) {
    assertEquals(written, Timestamp.format(Instant.parse(moment)));
  }

  @Test
  void whatIsRecordedIsTheClockToTheMillisecond() {
    assertEquals(NOON, Timestamp.notBefore(null, NOON.plusNanos(999_999)));
    assertEquals(NOON, Timestamp.notBefore(NOON.minusMillis(1), NOON));
  }

  @Test
  void aClockThatJumpsBackTurnsNoTimeBack() {
    assertEquals(NOON, Timestamp.notBefore(NOON, NOON.minusSeconds(3_600)));
  }
}
