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

/** What whoever counts is told: once for each thing that happens, and rightly. */
class BankMetricsTest {
  private final List<String> told = new ArrayList<>();
  private final HeldStore store = new HeldStore();
  private final TestBank bank = new TestBank(store, new Noted());
  private UUID id;

  @BeforeEach
  void anAccountWithFive() {
    id = bank.openWith("5");
    told.clear();
  }

  @Test
  void aWriteOnAKnownHead() {
    bank.ask(credit(id, "1"));

    assertTold("1 together", "head known");
  }

  @Test
  void anotherProcessReadsFirst() {
    var other = new TestBank(store, new Noted());
    other.ask(credit(id, "1"));

    assertTold("1 together", "head read");
  }

  @Test
  void aRefusalRestsOnAReadAndIsToldOnce() {
    bank.ask(withdraw(id, "6"));

    assertTold("1 together", "head read", "declined INSUFFICIENT_FUNDS");
  }

  @Test
  void aReplayIsNoSecondRefusal() {
    var key = UUID.randomUUID().toString();
    bank.ask(withdraw(id, "6"), key);
    bank.ask(withdraw(id, "6"), key);

    assertTold(
        "1 together",
        "head read",
        "declined INSUFFICIENT_FUNDS",
        "1 together",
        "head read",
        "replayed");
  }

  @Test
  void anotherRequestUnderARefusedKeyIsNeitherARefusalNorAReplay() {
    var key = UUID.randomUUID().toString();
    bank.ask(withdraw(id, "6"), key);
    told.clear();

    bank.ask(withdraw(id, "7"), key);

    assertTold("1 together", "head read");
  }

  @Test
  void whatWaitedGoesTogetherAndTheLaneTellsHowManyWait() {
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

    assertTold("1 together", "head known", "19 together", "head known");
    assertEquals(0, bank.bank.waiting());
    assertEquals(0, bank.bank.longestQueue());
  }

  private void assertTold(String... words) {
    assertEquals(List.of(words), told);
  }

  private final class Noted implements DeciderMetrics {
    @Override
    public void batch(int commands) {
      told.add(commands + " together");
    }

    @Override
    public void state(boolean cached) {
      told.add(cached ? "head known" : "head read");
    }

    @Override
    public void declined(String reason) {
      told.add("declined " + reason);
    }

    @Override
    public void replayed() {
      told.add("replayed");
    }
  }
}
