package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.found;
import static dev.passbook.banking.TestBank.missing;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static final int EVENTS = 13;

  private final TestBank bank = TestBank.inMemory();
  private final UUID missingAccount = UUID.randomUUID();
  private final Instant opened = bank.clock.instant();
  private UUID id;

  /** Each event is one minute after the last, but versions 4, 5 and 6 share one time. */
  @BeforeEach
  void anAccountThatIsCreditedEveryMinute() {
    id = bank.open();
    for (int version = 2; version <= EVENTS; version++) {
      if (version != 5 && version != 6) {
        bank.clock.advance(Duration.ofMinutes(1));
      }
      bank.ask(credit(id, "1"));
    }
  }

  @Test
  void theStateAtAVersionIsTheOneOfItsTime() {
    for (long version = 1; version <= EVENTS; version++) {
      var state = found(get(bank.history.atVersion(Caller.ANYONE, id, version, deadline())));
      assertEquals(version, state.version());
      assertEquals(version - 1, state.state().balance().value().longValueExact());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, EVENTS + 1, Long.MAX_VALUE, Long.MIN_VALUE})
  void aVersionThatDoesNotExistIsMissing(long version) {
    assertEquals(
        Missing.VERSION,
        missing(get(bank.history.atVersion(Caller.ANYONE, id, version, deadline()))));
    assertEquals(
        Missing.VERSION, missing(get(bank.history.event(Caller.ANYONE, id, version, deadline()))));
    assertEquals(
        Missing.ACCOUNT,
        missing(get(bank.history.atVersion(Caller.ANYONE, missingAccount, version, deadline()))));
    assertEquals(
        Missing.ACCOUNT,
        missing(get(bank.history.event(Caller.ANYONE, missingAccount, version, deadline()))));
  }

  @Test
  void anEventIsFoundByItsVersion() {
    for (long version = 1; version <= EVENTS; version++) {
      assertEquals(
          version,
          found(get(bank.history.event(Caller.ANYONE, id, version, deadline()))).version());
    }
  }

  @Test
  void theStateAtAMomentIsTheOneAfterTheLastEventUpToIt() {
    var times = bank.events(id).stream().map(RecordedEvent::at).toList();

    for (var time : times) {
      assertAsOf(1 + times.lastIndexOf(time), time);
      assertAsOf(1 + times.lastIndexOf(time), time.plusSeconds(59));
    }
    assertAsOf(EVENTS, Instant.MAX);
  }

  /** The times lie seconds, years and bursts apart, so they do not show where an event is. */
  @Test
  void theStateAtAMomentIsFoundDespiteUnevenTimes() {
    var random = new SplittableRandom(7);
    for (int version = EVENTS + 1; version <= 300; version++) {
      bank.clock.advance(Duration.ofMillis((long) Math.exp(random.nextDouble(25))));
      if (random.nextInt(3) == 0) {
        bank.ask(credit(id, "1"));
      }
      bank.ask(credit(id, "1"));
    }
    var times = bank.events(id).stream().map(RecordedEvent::at).toList();

    for (var time : times) {
      assertAsOf(1 + times.lastIndexOf(time), time);
      if (time.isAfter(opened)) {
        assertAsOf(times.indexOf(time), time.minusMillis(1));
      }
    }
  }

  private void assertAsOf(long version, Instant moment) {
    assertEquals(
        version, found(get(bank.history.asOf(Caller.ANYONE, id, moment, deadline()))).version());
  }

  @Test
  void beforeItsOpeningAnAccountIsMissing() {
    assertEquals(
        Missing.VERSION,
        missing(get(bank.history.asOf(Caller.ANYONE, id, opened.minusMillis(1), deadline()))));
    assertEquals(
        Missing.ACCOUNT,
        missing(get(bank.history.asOf(Caller.ANYONE, missingAccount, opened, deadline()))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, EVENTS - 1, EVENTS, EVENTS + 1})
  void pagesInEitherDirectionMissNothingAndRepeatNothing(int limit) {
    var all = LongStream.rangeClosed(1, EVENTS).boxed().toList();

    var forward = new ArrayList<Long>();
    for (var next = OptionalLong.of(0); next.isPresent(); ) {
      var after = next.getAsLong();
      next =
          read(
              forward,
              found(get(bank.history.forward(Caller.ANYONE, id, after, limit, deadline()))),
              limit);
    }
    var backward = new ArrayList<Long>();
    for (var next = OptionalLong.of(Long.MAX_VALUE); next.isPresent(); ) {
      var before = next.getAsLong();
      next =
          read(
              backward,
              found(get(bank.history.backward(Caller.ANYONE, id, before, limit, deadline()))),
              limit);
    }
    assertEquals(all, forward);
    Collections.reverse(backward);
    assertEquals(all, backward);
  }

  private static OptionalLong read(List<Long> versions, EventPage<AccountEvent> page, int limit) {
    page.events().forEach(event -> versions.add(event.version()));
    if (page.next().isPresent()) {
      assertEquals(limit, page.events().size());
    }
    return page.next();
  }

  @Test
  void aPagePastTheEndIsEmptyButAPageOfAMissingAccountIsMissing() {
    var end = found(get(bank.history.forward(Caller.ANYONE, id, EVENTS, 5, deadline())));

    assertEquals(new EventPage<>(List.of(), OptionalLong.empty()), end);
    assertEquals(
        Missing.ACCOUNT,
        missing(get(bank.history.forward(Caller.ANYONE, missingAccount, 0, 5, deadline()))));
    assertEquals(
        Missing.ACCOUNT,
        missing(get(bank.history.backward(Caller.ANYONE, missingAccount, 9, 5, deadline()))));
  }

  @Test
  void aTransferIsFoundByItsId() {
    var to = bank.open();
    bank.ask(transfer(id, to, "1"));
    var transferId = new TransferId(id, EVENTS + 1);

    var leg = found(get(bank.history.transfer(Caller.ANYONE, transferId, deadline())));

    assertEquals(transferId.toString(), leg.event().transferId());
  }

  @Test
  void onlyATransfersFirstLegIsFound() {
    var to = bank.open();
    bank.ask(transfer(id, to, "1"));

    for (var notOne :
        List.of(
            new TransferId(id, EVENTS),
            new TransferId(to, 2),
            new TransferId(id, EVENTS + 2),
            new TransferId(missingAccount, 1))) {
      assertEquals(
          Missing.TRANSFER, missing(get(bank.history.transfer(Caller.ANYONE, notOne, deadline()))));
    }
  }
}
