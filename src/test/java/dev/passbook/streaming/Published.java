package dev.passbook.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A domain event in a record on a Kinesis stream, valid against its schema. */
record Published(String partition, JsonNode event) {
  /** Returns the events in a record, one for each line, as every consumer must read them. */
  static List<Published> in(String partition, byte[] data) {
    return Stream.of(new String(data, StandardCharsets.UTF_8).split("\n", -1))
        .map(line -> EventSchemas.valid(line.getBytes(StandardCharsets.UTF_8)))
        .map(event -> new Published(partition, event))
        .toList();
  }

  long sequence() {
    return Long.parseLong(event.get("sequence").asText());
  }

  static List<Long> sequences(List<Published> records, String account) {
    return records.stream()
        .filter(each -> each.partition().equals(account))
        .map(Published::sequence)
        .toList();
  }

  /**
   * Asserts that every account's events are complete, that each first appears right after its
   * predecessor, and that a repeat equals the original in every member.
   */
  static void assertComplete(List<Published> records, Map<String, Integer> eventCounts) {
    var events = new HashMap<String, JsonNode>();
    var seen = new HashMap<String, Long>();
    for (var each : records) {
      var account = each.partition();
      assertEquals(account, each.event().get("subject").asText());
      var known = events.putIfAbsent(each.event().get("id").asText(), each.event());
      assertTrue(known == null || known.equals(each.event()), "a repeat is another event");
      var highest = seen.getOrDefault(account, 0L);
      assertTrue(each.sequence() <= highest + 1, "a gap before " + each);
      assertTrue(known != null || each.sequence() == highest + 1, "out of order: " + each);
      seen.merge(account, each.sequence(), Math::max);
    }
    eventCounts.forEach(
        (account, count) ->
            assertEquals(
                LongStream.rangeClosed(1, count).boxed().toList(),
                sequences(records, account).stream().distinct().sorted().toList(),
                account));
    assertEquals(eventCounts.keySet(), seen.keySet());
  }
}
