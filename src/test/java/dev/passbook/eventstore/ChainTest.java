package dev.passbook.eventstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The form that is hashed never changes. A few lines of Python computed the golden values:
 *
 * <pre>{@code
 * import hashlib
 * def part(p):
 *     b = p if isinstance(p, bytes) else str(p).encode()
 *     return len(b).to_bytes(4, 'big') + b
 * def chain(*parts):
 *     return hashlib.sha256(b''.join(map(part, parts))).digest()
 *
 * start = chain('passbook-chain-beginning-1', 'tally-1', 0)
 * one = chain('passbook-chain-row-1', start, 'tally-1', 1, '2026-01-31T12:00:00.250Z', 1,
 *             3, 'By', 'N', '10', 'CommandId', 'S', 'c-1', 'Type', 'S', 'Counted')
 * two = chain('passbook-chain-row-1', one, 'tally-1', 2, '2026-01-31T12:00:00.250Z', 2,
 *             4, 'By', 'N', '0', 'Flag', 'BOOL', 'true', 'Note', 'S', 'é', 'Raw', 'B', b'\x00\xff',
 *             1, 'By', 'N', '-12.05')
 * }</pre>
 */
class ChainTest {
  private static final StreamId STREAM = new StreamId("tally-1");
  private static final String AT = "2026-01-31T12:00:00.250Z";
  private static final Map<String, Object> COUNTED =
      Map.of("Type", "Counted", "CommandId", "c-1", "By", 10L);
  private static final Chain START = Chain.beginning(STREAM, 0);

  @Test
  void aStreamBeginsWithItsId() {
    assertEquals("d872ce33501e4f84cfe835e1f788a0a953e2064dab601d93486f711273b673a9", START.hex());
    assertEquals(
        "4f5a53be7143aececa07e4218eb1d4ee1373bc3e79635ca7302e5a3d0baa83ad",
        Chain.beginning(STREAM, 7).hex());
    assertNotEquals(START, Chain.beginning(new StreamId("tally-2"), 0));
  }

  @Test
  void theFormOfARowNeverChanges() {
    var one = START.next(STREAM, 1, AT, List.of(COUNTED));
    var events =
        List.of(
            Map.<String, Object>of(
                "By", BigDecimal.ZERO, "Flag", true, "Note", "é", "Raw", new byte[] {0, -1}),
            Map.<String, Object>of("By", new BigDecimal("-12.050")));

    assertEquals("4f54a5bcbb193a30bcd101506b4126e1dab402ff550911a97d7553f08c1b1f5b", one.hex());
    assertEquals(
        "afb297842ceae48c452b745e4c9b8244611d8d0abe55a6a8a738ff981c63af34",
        one.next(STREAM, 2, AT, events).hex());
  }

  @Test
  void aNumberCountsHoweverItIsWritten() {
    for (var ten : List.of("10", "10.0", "1e1", "10.000", "0.1E+2")) {
      assertEquals(row(COUNTED), row(with("By", new BigDecimal(ten))), ten);
    }
    assertEquals(row(with("By", 0L)), row(with("By", new BigDecimal("0.00"))));
    assertNotEquals(row(COUNTED), row(with("By", new BigDecimal("10.01"))));
    assertNotEquals(row(COUNTED), row(with("By", "10")));
  }

  @Test
  void namesOfAnyScriptHaveOneOrder() {
    var names = new LinkedHashMap<String, Object>();
    names.put("\ud83d\ude00", "last by its bytes");
    names.put("\uffee", "last by its characters");
    var reversed = new LinkedHashMap<String, Object>();
    reversed.put("\uffee", "last by its characters");
    reversed.put("\ud83d\ude00", "last by its bytes");

    assertEquals(row(names), row(reversed));
    assertEquals(
        "5cafa417d2d67d0e16a34dd96a85d002e0af91b1a40d289064e5545b44d0ba4b", row(names).hex());
  }

  @Test
  void whatTheRowSaysBesidesItsEventsCounts() {
    var events = List.of(COUNTED);
    var row = START.next(STREAM, 1, AT, events);

    assertNotEquals(row, Chain.beginning(STREAM, 1).next(STREAM, 1, AT, events));
    assertNotEquals(row, START.next(new StreamId("tally-2"), 1, AT, events));
    assertNotEquals(row, START.next(STREAM, 2, AT, events));
    assertNotEquals(row, START.next(STREAM, 1, "2026-01-31T12:00:00.251Z", events));
    assertNotEquals(row, START.next(STREAM, 1, AT, List.of(COUNTED, COUNTED)));
  }

  @Test
  void partsDoNotRunIntoEachOther() {
    assertNotEquals(row(Map.of("A", "BC")), row(Map.of("AB", "C")));
    assertNotEquals(
        START.next(STREAM, 1, AT, List.of(Map.of("A", 1L), Map.of("B", 2L))),
        START.next(STREAM, 1, AT, List.of(Map.of("A", 1L, "B", 2L))));
  }

  @Property
  void theOrderOfMembersDoesNotCount(@ForAll("members") Map<String, Object> members) {
    var reversed = new LinkedHashMap<String, Object>();
    members.keySet().stream()
        .sorted(Comparator.reverseOrder())
        .forEach(name -> reversed.put(name, members.get(name)));

    assertEquals(row(members), row(reversed));
  }

  @Property
  void everyMemberCounts(
      @ForAll("members") Map<String, Object> members, @ForAll("values") Object other) {
    for (var name : members.keySet()) {
      var without = new HashMap<>(members);
      var was = without.remove(name);
      assertNotEquals(row(members), row(without));

      var changed = new HashMap<>(members);
      changed.put(name, other);
      assertEquals(isSame(was, other), row(members).equals(row(changed)));
    }
  }

  @Property
  void everyBitOfThePreviousChainCounts(@ForAll byte[] seed) {
    var bytes = row(Map.of("Seed", seed)).bytes();
    var chain = Chain.of(bytes).next(STREAM, 1, AT, List.of(COUNTED));
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      var flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertNotEquals(chain, Chain.of(flipped).next(STREAM, 1, AT, List.of(COUNTED)));
    }
  }

  @Test
  void theOrderOfEventsCounts() {
    var other = with("By", 11L);

    assertNotEquals(
        START.next(STREAM, 1, AT, List.of(COUNTED, other)),
        START.next(STREAM, 1, AT, List.of(other, COUNTED)));
  }

  @Test
  void aChainHas32Bytes() {
    assertEquals(START, Chain.of(START.bytes()));
    assertThrows(IllegalArgumentException.class, () -> Chain.of(new byte[31]));
  }

  @Provide
  Arbitrary<Map<String, Object>> members() {
    var names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(4);
    return Arbitraries.maps(names, values()).ofMinSize(1).ofMaxSize(5);
  }

  @Provide
  Arbitrary<Object> values() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(5).map(text -> text),
        Arbitraries.of(true, false).map(truth -> truth),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(4).map(bytes -> bytes),
        Arbitraries.longs().between(-100, 100).map(number -> number),
        Arbitraries.bigDecimals().ofScale(2).map(number -> number));
  }

  private static boolean isSame(Object one, Object other) {
    if (one instanceof byte[] some && other instanceof byte[] others) {
      return Arrays.equals(some, others);
    }
    return one.equals(other) || isNumber(one) && isNumber(other) && decimal(one, other);
  }

  private static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof BigDecimal;
  }

  private static boolean decimal(Object one, Object other) {
    return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
  }

  private static Chain row(Map<String, Object> event) {
    return START.next(STREAM, 1, AT, List.of(event));
  }

  private static Map<String, Object> with(String name, Object value) {
    var members = new HashMap<>(COUNTED);
    members.put(name, value);
    return members;
  }
}
