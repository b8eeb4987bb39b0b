package dev.passbook.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A sample consumer: it computes each owner's total by currency from the domain events alone.
 *
 * <p>It keeps the timeline and the last sequence of each account. Within a timeline, an event that
 * isn't above the sequence is a repeat, which it drops. An event that skips a sequence shows a
 * loss: the consumer drops it and names the account, and a replay of that account fills the gap. An
 * event of an unknown type only advances the sequence.
 *
 * <p>A higher timeline wins. The first event of it replaces the event with its sequence and
 * everything beyond, and a HistoryRewound cuts off what lies beyond its sequence. An event of a
 * lower timeline is dropped.
 */
final class ReadModel {
  private static final String REWOUND = "dev.passbook.HistoryRewound.v1";

  private final Map<String, Holding> holdings = new HashMap<>();
  private final Set<String> gaps = new HashSet<>();
  private int repeats;

  /** The known state of an account. */
  private record Holding(
      int timeline, long sequence, String owner, String currency, BigDecimal balance) {
    static Holding none(int timeline) {
      return new Holding(timeline, 0, "nobody", null, BigDecimal.ZERO);
    }

    Holding at(long reached, BigDecimal newBalance) {
      return new Holding(timeline, reached, owner, currency, newBalance);
    }

    Holding in(int later) {
      return new Holding(later, sequence, owner, currency, balance);
    }
  }

  /** Takes the events of a Kinesis record, one on each line. */
  void takeRecord(byte[] data) {
    new String(data, StandardCharsets.UTF_8).lines().map(EventSchemas::tree).forEach(this::take);
  }

  void take(JsonNode event) {
    var account = event.get("subject").asText();
    var before = holdings.getOrDefault(account, Holding.none(1));
    var timeline = event.path("timeline").asInt(1);
    var sequence = Long.parseLong(event.get("sequence").asText());
    var isLater = timeline > before.timeline();
    var isRewound = event.get("type").asText().equals(REWOUND);
    if (timeline < before.timeline() || !isLater && (isRewound || sequence <= before.sequence())) {
      repeats++;
    } else if (isRewound) {
      rewind(account, before.in(timeline), sequence, event.get("data"));
    } else if (sequence > before.sequence() + 1) {
      gaps.add(account);
    } else {
      holdings.put(account, after(before.in(timeline), sequence, event));
      gaps.remove(account);
    }
  }

  private void rewind(String account, Holding before, long sequence, JsonNode data) {
    if (before.sequence() < sequence) {
      holdings.put(account, before);
      return;
    }
    gaps.remove(account);
    holdings.put(
        account,
        sequence == 0
            ? Holding.none(before.timeline())
            : before.at(sequence, data.get("balance").decimalValue()));
  }

  private static Holding after(Holding before, long sequence, JsonNode event) {
    var data = event.get("data");
    var timeline = before.timeline();
    return switch (event.get("type").asText()) {
      case "dev.passbook.AccountCreated.v1" ->
          new Holding(
              timeline,
              sequence,
              data.path("owner").asText(before.owner()),
              data.get("currency").asText(),
              data.get("balance").decimalValue());
      case "dev.passbook.BalanceCredited.v1",
          "dev.passbook.BalanceWithdrawn.v1",
          "dev.passbook.AccountClosed.v1" ->
          before.at(sequence, data.get("balance").decimalValue());
      default -> before.at(sequence, before.balance());
    };
  }

  /** Returns each owner's total in each currency. */
  Map<String, BigDecimal> totals() {
    var totals = new TreeMap<String, BigDecimal>();
    holdings.values().stream()
        .filter(each -> each.sequence() > 0)
        .forEach(
            each ->
                totals.merge(
                    each.owner() + " " + each.currency(), each.balance(), BigDecimal::add));
    return totals;
  }

  /** Returns the accounts that need a replay. */
  Set<String> gaps() {
    return Set.copyOf(gaps);
  }

  int repeats() {
    return repeats;
  }
}
