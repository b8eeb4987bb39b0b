package dev.passbook.eventstore.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemSizeTest {
  @Test
  void anItemsSizeIsThatOfItsNamesAndValues() {
    assertEquals(
        2 + 3 + 1 + 4,
        ItemSize.of(Map.of("Id", AttributeValue.fromS("abc"), "N", AttributeValue.fromS("1234"))));
  }

  @Test
  void aTextsSizeIsItsNumberOfBytes() {
    assertEquals(1 + 3, ItemSize.of(Map.of("T", AttributeValue.fromS("€"))));
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "7, 2", "42, 2", "100, 2", "123, 3", "-123, 4", "0.01, 2", "1234.56, 4"})
  void aNumberTakesAByteForTwoSignificantDigitsAndOneMore(String number, long bytes) {
    assertEquals(1 + bytes, ItemSize.of(Map.of("N", AttributeValue.fromN(number))));
  }

  @Test
  void aCollectionTakesThreeBytesAndOneForEachElement() {
    var map = AttributeValue.fromM(Map.of("a", AttributeValue.fromS("bc")));
    var list = AttributeValue.fromL(List.of(map, AttributeValue.fromBool(true)));

    assertEquals(1 + 3 + (1 + 2) + 1, ItemSize.of(Map.of("M", map)));
    assertEquals(1 + 3 + (3 + 3 + 1) + 1 + 1 + 1, ItemSize.of(Map.of("L", list)));
  }

  @Test
  void aSetTakesAsMuchAsItsElements() {
    var texts = AttributeValue.fromSs(List.of("a", "bc"));
    var numbers = AttributeValue.fromNs(List.of("7", "1234"));

    assertEquals(1 + 3, ItemSize.of(Map.of("S", texts)));
    assertEquals(1 + 2 + 3, ItemSize.of(Map.of("S", numbers)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1024, 1", "1025, 2", "2048, 2", "2049, 3"})
  void everyStartedKilobyteTakesAWriteUnit(long bytes, long units) {
    assertEquals(units, ItemSize.writeUnits(bytes));
  }
}
