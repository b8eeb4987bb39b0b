package dev.passbook.http.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests RFC 3339, section 5.6, with the examples of section 5.8. */
class InstantsTest {
  @ParameterizedTest
  @CsvSource({
    "1985-04-12T23:20:50.52Z, 1985-04-12T23:20:50.520Z",
    "1996-12-19T16:39:57-08:00, 1996-12-20T00:39:57Z",
    "1990-12-31T23:59:60Z, 1990-12-31T23:59:59.999999999Z",
    "1990-12-31T15:59:60-08:00, 1990-12-31T23:59:59.999999999Z",
    "1937-01-01T12:00:27.87+00:20, 1937-01-01T11:40:27.870Z",
    "2026-01-31t23:59:59z, 2026-01-31T23:59:59Z",
    "2026-01-31T23:59:59.1234567899999Z, 2026-01-31T23:59:59.123456789Z",
    "2026-01-31T23:59:59-00:00, 2026-01-31T23:59:59Z",
    "2026-01-31T23:59:59+23:59, 2026-01-31T00:00:59Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2017-01-01T05:29:60.5+05:30, 2016-12-31T23:59:59.999999999Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59, +10000-01-01T23:58:59Z"
  })
  void anInstantIsReadAsItIsWritten(String text, Instant instant) {
    assertEquals(Optional.of(instant), Instants.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-31",
        "2026-01-31T23:59Z",
        "2026-01-31T23Z",
        "2026-01-31T23:59:59",
        "2026-01-31 23:59:59Z",
        "2026-01-31T23:59:59.Z",
        "2026-01-31T23:59:59,5Z",
        "2026-01-31T23:59:59+01",
        "2026-01-31T23:59:59+0100",
        "2026-01-31T23:59:59+01:00:00",
        "2026-01-31T23:59:59+24:00",
        "2026-01-31T23:59:59+01:60",
        "2026-01-31T23:59:59 01:00",
        "2026-01-31T23:59:59UTC",
        "2026-01-31T23:59:59Z ",
        " 2026-01-31T23:59:59Z",
        "2026-01-31T23:59:59Z[Europe/Vienna]",
        "2026-01-31T23:59:59ZZ",
        "2026-01-31T23:59:61Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T23:60:00Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "+2026-01-31T23:59:59Z",
        "-2026-01-31T23:59:59Z",
        "12026-01-31T23:59:59Z",
        "+12026-01-31T23:59:59Z",
        "26-01-31T23:59:59Z",
        "2026-1-31T23:59:59Z",
        "20260131T235959Z",
        "2026-W05-6T23:59:59Z",
        "2026-01-31T23:59:5\u0669Z",
        "2026-01-31T12:30:60Z",
        "2026-01-30T23:59:60Z",
        "2026-01-31T23:59:60+01:00",
        "1769903999"
      })
  void anyOtherNotationIsRejected(String text) {
    assertEquals(Optional.empty(), Instants.parse(text));
  }

  @Test
  void aLongFractionIsReadInLinearTime() {
    var text = "2026-01-31T23:59:59." + "9".repeat(16_384);

    assertEquals(
        Optional.of(Instant.parse("2026-01-31T23:59:59.999999999Z")), Instants.parse(text + "Z"));
    assertEquals(Optional.empty(), Instants.parse(text));
  }
}
