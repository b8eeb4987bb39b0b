package dev.passbook.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
  @Test
  void columnsAreAligned() {
    var table = new MarkdownTable("what", "ms").row("balance", "1.25").row("credit", "12.50");

    assertEquals(
        """
        | what    |    ms |
        | ------- | ----: |
        | balance |  1.25 |
        | credit  | 12.50 |
        """,
        table.toString());
  }

  @Test
  void aRowThatDoesNotFitIsRefused() {
    var table = new MarkdownTable("what", "ms");

    assertTrue(table.isEmpty());
    assertThrows(IllegalArgumentException.class, () -> table.row("balance"));
  }

  @Test
  void aMissingNumberIsADash() {
    assertEquals("-", Figures.decimals(2, Double.NaN));
    assertEquals("-", Figures.times(1 / 0.0).substring(0, 1));
    assertEquals("1,234", Figures.whole(1_234.4));
  }
}
