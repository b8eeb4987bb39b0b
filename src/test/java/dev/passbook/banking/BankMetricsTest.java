package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.request;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.decider.DeciderMetrics;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics count each outcome exactly once. */
class BankMetricsTest {
  private final List<String> noted = new ArrayList<>();
  private final HeldStore store = new HeldStore();
  private final TestBank bank = new TestBank(store, new Noted());
  private UUID id;

  @BeforeEach
  void anAccountWithFive() {
    id = bank.openWith("5");
    noted.clear();
  }

  @Test
  void aWriteOnACachedState() {
    bank.ask(credit(id, "1"));

    assertNoted("1 together", "state cached");
  }

  @Test
  void anotherProcessReadsTheStateFirst() {
    var other = new TestBank(store, new Noted());
    other.ask(credit(id, "1"));

    assertNoted("1 together", "state read");
  }

  @Test
  void aRefusalNeedsAReadAndIsCountedOnce() {
    bank.ask(withdraw(id, "6"));

    assertNoted("1 together", "state read", "declined INSUFFICIENT_FUNDS");
  }

  @Test
  void aReplayIsNotCountedAsARefusal() {
    var key = UUID.randomUUID().toString();
    bank.ask(withdraw(id, "6"), key);
    bank.ask(withdraw(id, "6"), key);

    assertNoted(
        "1 together",
        "state read",
        "declined INSUFFICIENT_FUNDS",
        "1 together",
        "state read",
        "replayed");
  }

  @Test
  void anotherRequestUnderARefusedKeyIsNeitherARefusalNorAReplay() {
    var key = UUID.randomUUID().toString();
    bank.ask(withdraw(id, "6"), key);
    noted.clear();

    bank.ask(withdraw(id, "7"), key);

    assertNoted("1 together", "state read");
  }

  @Test
  void waitingCommandsGoTogetherAndTheQueueReportsItsLength() {
    store.hold();
    var credits =
        IntStream.range(0, 20)
            .mapToObj(i -> bank.bank.handle(credit(id, "1"), request(), new TestBank.Plain()))
            .map(reply -> reply.subscribeAsCompletionStage())
            .toList();
    assertEquals(19, bank.bank.waiting());
    assertEquals(19, bank.bank.longestQueue());

    store.letAllThrough();
    credits.forEach(reply -> get(Uni.createFrom().completionStage(reply)));

    assertNoted("1 together", "state cached", "19 together", "state cached");
    assertEquals(0, bank.bank.waiting());
    assertEquals(0, bank.bank.longestQueue());
  }

  private void assertNoted(String... words) {
    assertEquals(List.of(words), noted);
  }

  private final class Noted implements DeciderMetrics {
    @Override
    public void batch(int commands) {
      noted.add(commands + " together");
    }

    @Override
    public void state(boolean cached) {
      noted.add(cached ? "state cached" : "state read");
    }

    @Override
    public void declined(String reason) {
      noted.add("declined " + reason);
    }

    @Override
    public void replayed() {
      noted.add("replayed");
    }
  }
}
