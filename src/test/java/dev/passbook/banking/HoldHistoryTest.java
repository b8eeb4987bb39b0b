package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.found;
import static dev.passbook.banking.TestBank.missing;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.banking.TestCommands.EXPIRY;
import static dev.passbook.banking.TestCommands.capture;
import static dev.passbook.banking.TestCommands.captureSome;
import static dev.passbook.banking.TestCommands.hold;
import static dev.passbook.banking.TestCommands.release;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Holder;
import dev.passbook.banking.HoldDetails.Status;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What became of a hold is found in the history, however long that is. */
class HoldHistoryTest {
  private static final int LONG = 500;

  /** Counts the reads. */
  private static final class Counted extends StandInStore<Account, AccountEvent> {
    final AtomicInteger reads = new AtomicInteger();

    Counted(EventStore<Account, AccountEvent> store) {
      super(store);
    }

    @Override
    public Uni<Snapshot<Account>> load(StreamId stream, Deadline deadline) {
      reads.incrementAndGet();
      return super.load(stream, deadline);
    }

    @Override
    public Uni<Snapshot<Account>> loadVersion(StreamId stream, long version, Deadline deadline) {
      reads.incrementAndGet();
      return super.loadVersion(stream, version, deadline);
    }

    @Override
    public Uni<List<RecordedEvent<AccountEvent>>> readBackward(
        StreamId stream, long before, int limit, Deadline deadline) {
      reads.incrementAndGet();
      return super.readBackward(stream, before, limit, deadline);
    }
  }

  private final Counted store = new Counted(new InMemoryEventStore<>(new AccountCodec()));
  private final TestBank bank = new TestBank(store);
  private final HoldQueries queries = new HoldQueries(bank.history, store, bank.clock);
  private final UUID id = bank.openWith("1000");
  private final Instant placedAt = bank.clock.instant();

  private HoldDetails find(long version) {
    return found(get(queries.find(Caller.ANYONE, new HoldId(id, version), deadline())));
  }

  private List<HoldDetails> active() {
    return found(get(queries.active(Caller.ANYONE, id, deadline())));
  }

  /** Lets time pass, and many events happen. */
  private void aLongTime() {
    for (int i = 0; i < LONG; i++) {
      bank.clock.advance(Duration.ofSeconds(1));
      bank.ask(i % 2 == 0 ? credit(id, "1") : withdraw(id, "1"));
    }
  }

  private void assertHold(Status status, String captured, String remaining, HoldDetails hold) {
    assertEquals(status, hold.status());
    assertEquals("30.00", hold.amount().value().toPlainString());
    assertEquals(captured, hold.captured().value().toPlainString());
    assertEquals(remaining, hold.remaining().value().toPlainString());
    assertEquals(placedAt, hold.placedAt());
    assertEquals(placedAt.plus(EXPIRY), hold.expiresAt());
  }

  @Test
  void anActiveHoldIsOneLookAtItsEvent() {
    bank.ask(hold(id, "30"));
    bank.ask(captureSome(id, 3, "10"));
    aLongTime();
    store.reads.set(0);

    var hold = find(3);

    assertHold(Status.ACTIVE, "10.00", "20.00", hold);
    assertNull(hold.endedAt());
    assertEquals(2, store.reads.get());
  }

  @Test
  void aHoldCapturedInTwoPartsEndedWithTheSecond() {
    bank.ask(hold(id, "30"));
    aLongTime();
    bank.ask(captureSome(id, 3, "10"));
    aLongTime();
    bank.ask(capture(id, 3, "15"));
    var end = bank.clock.instant();
    aLongTime();
    store.reads.set(0);

    var hold = find(3);

    assertHold(Status.CAPTURED, "25.00", "0.00", hold);
    assertEquals(end, hold.endedAt());
    assertLogarithmic();
  }

  @Test
  void aReleasedHoldTellsWhatWasCapturedBefore() {
    bank.ask(hold(id, "30"));
    bank.ask(captureSome(id, 3, "10"));
    aLongTime();
    bank.ask(release(id, 3));
    var end = bank.clock.instant();
    aLongTime();
    store.reads.set(0);

    var hold = find(3);

    assertHold(Status.RELEASED, "10.00", "0.00", hold);
    assertEquals(end, hold.endedAt());
    assertLogarithmic();
  }

  @Test
  void aHoldThatAnEventExpiredEndedAtItsExpiry() {
    bank.ask(hold(id, "30"));
    bank.ask(captureSome(id, 3, "10"));
    aLongTime();
    bank.clock.advance(EXPIRY);
    aLongTime();
    store.reads.set(0);

    var hold = find(3);

    assertHold(Status.EXPIRED, "10.00", "0.00", hold);
    assertEquals(placedAt.plus(EXPIRY), hold.endedAt());
    assertLogarithmic();
  }

  @Test
  void aHoldThatLapsedWithoutAnEventEndedAtItsExpiryAsWell() {
    bank.ask(hold(id, "30"));
    bank.ask(captureSome(id, 3, "10"));
    aLongTime();
    bank.clock.set(placedAt.plus(EXPIRY));
    store.reads.set(0);

    var hold = find(3);

    assertHold(Status.EXPIRED, "10.00", "0.00", hold);
    assertEquals(placedAt.plus(EXPIRY), hold.endedAt());
    assertEquals(2, store.reads.get());
  }

  @Test
  void theRefusalOfACommandFindsTheSameEnd() {
    bank.ask(hold(id, "30"));
    bank.ask(release(id, 3));
    aLongTime();
    store.reads.set(0);

    assertEquals("hold RELEASED", bank.ask(capture(id, 3, "1")));
    assertLogarithmic();
  }

  @Test
  void endsNextToTheirBeginningAndAtTheHeadAreFound() {
    bank.ask(hold(id, "30"));
    bank.ask(release(id, 3));
    assertEquals(Status.RELEASED, find(3).status());

    bank.ask(hold(id, "30"));
    bank.ask(hold(id, "30"));
    bank.ask(capture(id, 5, "30"));
    bank.ask(release(id, 6));
    assertEquals(Status.CAPTURED, find(5).status());
    assertEquals(Status.RELEASED, find(6).status());
  }

  @Test
  void aVersionThatPlacedNoHoldIsNone() {
    bank.ask(hold(id, "30"));
    aLongTime();

    for (long version : new long[] {0, 1, 2, 4, LONG + 3, LONG + 4, Long.MAX_VALUE}) {
      var hold = new HoldId(id, version);
      assertEquals(
          Missing.HOLD,
          missing(get(queries.find(Caller.ANYONE, hold, deadline()))),
          hold::toString);
    }
    assertEquals("no hold", bank.ask(release(id, 2)));
    assertEquals("no hold", bank.ask(release(id, 9_999)));
  }

  @Test
  void theActiveHoldsAreListedOldestFirst() {
    bank.ask(hold(id, "1", placedAt.plusSeconds(1_000)));
    bank.ask(hold(id, "2", placedAt.plusSeconds(10)));
    bank.ask(hold(id, "3"));
    bank.ask(hold(id, "4"));
    bank.ask(release(id, 5));
    bank.clock.advance(Duration.ofSeconds(10));

    assertEquals(List.of(3L, 6L), active().stream().map(hold -> hold.id().version()).toList());
    bank.clock.advance(EXPIRY);
    assertEquals(List.of(), active());
  }

  @Test
  void theHoldsOfAnAccountOutOfReachAreMissing() {
    bank.ask(hold(id, "30"));
    var bob = new Caller(new Holder("acme", "bob"), false);

    assertEquals(Missing.ACCOUNT, missing(get(queries.find(bob, new HoldId(id, 3), deadline()))));
    assertEquals(Missing.ACCOUNT, missing(get(queries.active(bob, id, deadline()))));
  }

  /** A read of the state, one of each end, and the search between them. */
  private void assertLogarithmic() {
    var history = bank.version(id);
    var most = 4 + 64 - Long.numberOfLeadingZeros(history);
    var reads = store.reads.get();
    assertTrue(reads <= most, () -> reads + " reads in a history of " + history);
  }
}
