package dev.passbook.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A consumer to copy: what each owner has, by currency, fed from the domain events alone.
 *
 * <p>It keeps the last sequence of each account. An event that is not above it is a repeat and is
 * dropped; one that jumps shows a loss: it is dropped as well and the account is named, and a
 * replay of that account brings what is missing. A type that it does not know only counts.
 */
final class ReadModel {
  private final Map<String, Holding> holdings = new HashMap<>();
  private final Set<String> gaps = new HashSet<>();
  private int repeats;

  /** What it knows of an account. */
  private record Holding(long sequence, String owner, String currency, BigDecimal balance) {}

  void take(JsonNode event) {
    var account = event.get("subject").asText();
    var before = holdings.getOrDefault(account, new Holding(0, "nobody", null, BigDecimal.ZERO));
    var sequence = Long.parseLong(event.get("sequence").asText());
    if (sequence <= before.sequence()) {
      repeats++;
    } else if (sequence > before.sequence() + 1) {
      gaps.add(account);
    } else {
      holdings.put(account, after(before, sequence, event.get("type").asText(), event.get("data")));
      gaps.remove(account);
    }
  }

  private static Holding after(Holding before, long sequence, String type, JsonNode data) {
    return switch (type) {
      case "dev.passbook.AccountCreated.v1" ->
          new Holding(
              sequence,
              data.path("owner").asText(before.owner()),
              data.get("currency").asText(),
              data.get("balance").decimalValue());
      case "dev.passbook.BalanceCredited.v1",
          "dev.passbook.BalanceWithdrawn.v1",
          "dev.passbook.AccountClosed.v1" ->
          new Holding(
              sequence, before.owner(), before.currency(), data.get("balance").decimalValue());
      default -> new Holding(sequence, before.owner(), before.currency(), before.balance());
    };
  }

  /** What each owner has in each currency. */
  Map<String, BigDecimal> totals() {
    var totals = new TreeMap<String, BigDecimal>();
    holdings
        .values()
        .forEach(
            each ->
                totals.merge(
                    each.owner() + " " + each.currency(), each.balance(), BigDecimal::add));
    return totals;
  }

  /** The accounts that a replay is wanted of. */
  Set<String> gaps() {
    return Set.copyOf(gaps);
  }

  int repeats() {
    return repeats;
  }
}
