package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.newStream;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an event or a snapshot may hold comes back from the table as it was. */
class AttributesTest {
  private static final byte[] BYTES = {0, -1, 127, -128, 42};

  private static Map<String, Object> throughTheTable(Map<String, Object> members) {
    var stream = newStream();
    var row = new HashMap<>(Attributes.attributes(members));
    row.put(Attributes.STREAM_ID, Attributes.string(stream.value()));
    row.put(Attributes.VERSION, Attributes.number(1));
    TestTable.put(row);
    var read = new HashMap<>(TestTable.rows(stream).get(0));
    read.keySet().removeAll(List.of(Attributes.STREAM_ID, Attributes.VERSION));
    return Attributes.members(read);
  }

  @Test
  void bytesComeBackAsTheyWere() {
    assertArrayEquals(BYTES, (byte[]) throughTheTable(Map.of("Holds", BYTES)).get("Holds"));
  }

  @Test
  void truthTextAndNumbersComeBackAsTheyWere() {
    var members =
        Map.<String, Object>of(
            "Yes", true, "No", false, "Text", "ü\uD83D\uDE00", "Number", new BigDecimal("-12.5"));

    assertEquals(members, throughTheTable(members));
  }

  @Test
  void aWholeNumberComesBackAsADecimal() {
    assertEquals(Map.of("Hold", BigDecimal.valueOf(12)), throughTheTable(Map.of("Hold", 12L)));
  }

  @Test
  void anyOtherTypeIsRefused() {
    var set = Map.of("Set", AttributeValue.fromSs(List.of("a")));

    assertThrows(IllegalArgumentException.class, () -> Attributes.members(set));
  }
}
