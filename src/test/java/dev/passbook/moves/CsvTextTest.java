package dev.passbook.moves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1", "+49", "-5", "@SUM", " =1", "\uFF1D1", "'=1", "''@x", "'tis", "rent", "", "'", "a=b"
      })
  void eachTextComesBack(String text) {
    assertEquals(text, CsvText.read(CsvText.write(text)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"=1+1,'=1+1", "'=1,''=1", "'tis,'tis", "rent,rent"})
  void onlyWhatASpreadsheetWouldComputeIsMarked(String text, String written) {
    assertEquals(written, CsvText.write(text));
  }

  @Test
  void aMissingTextRemainsMissing() {
    assertNull(CsvText.write(null));
    assertNull(CsvText.read(null));
  }
}
