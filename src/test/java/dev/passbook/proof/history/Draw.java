package dev.passbook.proof.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Draws requests that refer to what earlier ones left: holds to capture and release, movements and
 * transfers to take back. All clients share what they know, so that they race for it.
 */
final class Draw {
  /** Older ones were captured, released or taken back by now, or have lapsed. */
  private static final int RECENT = 5;

  /** As many different overdrafts as there are cents. No limit is drawn twice. */
  private static final int OVERDRAFTS = 4001;

  private static final int SCATTER = 1237;

  /** Times are drawn by their magnitude: up to a tenth of a second, or up to minutes. */
  private static final int SHORTEST = 7;

  private static final int LONGEST = 20;

  private final List<Known> holds = new ArrayList<>();
  private final List<Known> movements = new ArrayList<>();
  private final List<Known> transfers = new ArrayList<>();
  private int limits;

  private record Known(String account, String to, long version) {}

  /** Remembers what an accepted write left. */
  synchronized void note(Exchange exchange) {
    if (!exchange.isAccepted()) {
      return;
    }
    Command command = exchange.command();
    Answer answer = exchange.answer();
    switch (command.kind()) {
      case HOLD -> holds.add(new Known(command.account(), null, answer.versionInId()));
      case CREDIT, WITHDRAW, REVERSE, CLOSE ->
          movements.add(new Known(command.account(), null, answer.version()));
      case TRANSFER, REVERSE_TRANSFER -> {
        JsonNode json = answer.json();
        long version = json.path("fromVersion").asLong();
        String from = json.path("from").asText();
        transfers.add(new Known(from, json.path("to").asText(), version));
        movements.add(new Known(from, null, version));
      }
      default -> {}
    }
  }

  /** Places a hold, which may have lapsed when the request arrives. */
  Command hold(
      String account, BigDecimal amount, String reference, Instant now, SplittableRandom random) {
    Instant expiresAt = now.truncatedTo(ChronoUnit.MILLIS).plus(time(random));
    boolean isDefault = random.nextInt(8) == 0;
    return Command.hold(account, amount, isDefault ? null : expiresAt.toString(), reference);
  }

  /** Pays from a hold, by a withdrawal or by a transfer. */
  Optional<Command> capture(List<String> accounts, String reference, SplittableRandom random) {
    return recent(holds, random)
        .map(hold -> capture(hold, any(accounts, random), reference, random));
  }

  private static Command capture(Known hold, String to, String reference, SplittableRandom random) {
    Command paid =
        random.nextInt(3) > 0 || to.equals(hold.account())
            ? Command.withdraw(hold.account(), share(random), reference)
            : Command.transfer(hold.account(), to, share(random), reference);
    return paid.from(hold.version(), random.nextInt(3) == 0);
  }

  /** Pays from a hold of this account, if there was one lately. */
  Optional<Command> captureOf(String account, String reference, SplittableRandom random) {
    return recent(holds, random)
        .filter(hold -> hold.account().equals(account))
        .map(hold -> capture(hold, account, reference, random));
  }

  /** Draws an amount that is mostly less than what holds reserve. */
  private static BigDecimal share(SplittableRandom random) {
    return BigDecimal.valueOf(random.nextLong(1, 1200), 2);
  }

  private static String any(List<String> accounts, SplittableRandom random) {
    return accounts.get(random.nextInt(accounts.size()));
  }

  Optional<Command> release(String reference, SplittableRandom random) {
    return recent(holds, random)
        .map(hold -> Command.release(hold.account(), hold.version(), reference));
  }

  Optional<Command> readHold(SplittableRandom random) {
    return recent(holds, random).map(hold -> Command.readHold(hold.account(), hold.version()));
  }

  Optional<Command> reversal(String reference, SplittableRandom random) {
    return random.nextInt(3) == 0
        ? recent(transfers, random)
            .map(it -> Command.reverseTransfer(it.account(), it.to(), it.version(), reference))
        : recent(movements, random)
            .map(it -> Command.reverse(it.account(), it.version(), reference));
  }

  Optional<Command> readTransfer(SplittableRandom random) {
    return recent(transfers, random).map(it -> Command.readTransfer(it.account(), it.version()));
  }

  synchronized Command limit(String account) {
    limits++;
    return Command.limit(account, BigDecimal.valueOf((long) limits * SCATTER % OVERDRAFTS, 2));
  }

  Duration time(SplittableRandom random) {
    return Duration.ofMillis(random.nextLong(1L << random.nextInt(SHORTEST, LONGEST)));
  }

  private synchronized Optional<Known> recent(List<Known> all, SplittableRandom random) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(all.get(all.size() - 1 - random.nextInt(Math.min(RECENT, all.size()))));
  }
}
