package dev.passbook.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A sample consumer: it computes each owner's total by currency from the domain events alone.
 *
 * <p>It keeps the last sequence of each account. An event that isn't above it is a repeat, which it
 * drops. An event that skips a sequence shows a loss: the consumer drops it and names the account,
 * and a replay of that account fills the gap. An event of an unknown type only advances the
 * sequence.
 */
final class ReadModel {
  private final Map<String, Holding> holdings = new HashMap<>();
  private final Set<String> gaps = new HashSet<>();
  private int repeats;

  /** The known state of an account. */
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

  /** Returns each owner's total in each currency. */
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

  /** Returns the accounts that need a replay. */
  Set<String> gaps() {
    return Set.copyOf(gaps);
  }

  int repeats() {
    return repeats;
  }
}
