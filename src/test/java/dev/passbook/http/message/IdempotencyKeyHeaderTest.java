package dev.passbook.http.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.http.problem.RefusedRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the same key from each notation. */
class IdempotencyKeyHeaderTest {
  @Test
  void aKeyInQuotationMarksIsTheSameKey() {
    assertEquals(Optional.of("k"), IdempotencyKeyHeader.of(List.of("k")));
    assertEquals(Optional.of("k"), IdempotencyKeyHeader.of(List.of("\"k\"")));
    assertEquals(Optional.of("k\"1\\2"), IdempotencyKeyHeader.of(List.of("\"k\\\"1\\\\2\"")));
    assertEquals(Optional.of("a\"b\\c"), IdempotencyKeyHeader.of(List.of("a\"b\\c")));
    assertEquals(Optional.of("a;b=1,c"), IdempotencyKeyHeader.of(List.of("a;b=1,c")));
  }

  @Test
  void theKeyAsEarlierReleasesReadItIsKept() {
    assertEquals(Optional.of("\"k\""), IdempotencyKeyHeader.quoted(List.of("\"k\"")));
    assertEquals(Optional.empty(), IdempotencyKeyHeader.quoted(List.of("k")));
    assertEquals(Optional.empty(), IdempotencyKeyHeader.quoted(List.of()));
  }

  /** Earlier releases took {@code "k"} with its quotation marks for the key of another request. */
  @Test
  void aKeyThatBeginsWithAQuotationMarkIsNoEarlierKey() {
    var key = "\"\\\"k\\\"\"";

    assertEquals(Optional.of(key), IdempotencyKeyHeader.of(List.of(key)));
    assertEquals(Optional.of("\"k\""), IdempotencyKeyHeader.quoted(List.of("\"k\"")));
  }

  @Test
  void theLengthExcludesQuotationMarks() {
    var longest = "\\".repeat(255);

    assertEquals(Optional.of(longest), IdempotencyKeyHeader.of(List.of(longest)));
    assertEquals(
        Optional.of(longest), IdempotencyKeyHeader.of(List.of('"' + longest.repeat(2) + '"')));
    refused('"' + "k".repeat(256) + '"');
    refused("k".repeat(256));
    refused("k".repeat(16_384));
    refused("\"" + "\\".repeat(16_384));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "\"\"",
        "\"k",
        "\"k\"x",
        "\"k\" x",
        "\"k\";a=1",
        "\"k\", \"l\"",
        "\"a b\"",
        "a b",
        "\"\\k\"",
        "\"k\\\"",
        "k\tl",
        "\"k\tl\"",
        "schl\u00fcssel",
        "\"\u00e9\"",
        "\u007f"
      })
  void aMalformedKeyIsRefused(String line) {
    refused(line);
  }

  @Test
  void aRepeatedKeyIsRefused() {
    assertEquals(Optional.empty(), IdempotencyKeyHeader.of(List.of()));
    assertThrows(RefusedRequest.class, () -> IdempotencyKeyHeader.of(List.of("k", "k")));
    assertThrows(RefusedRequest.class, () -> IdempotencyKeyHeader.of(List.of("k", "")));
  }

  private static void refused(String line) {
    assertThrows(RefusedRequest.class, () -> IdempotencyKeyHeader.of(List.of(line)), line);
  }
}
