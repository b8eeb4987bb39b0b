package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.found;
import static dev.passbook.banking.TestBank.missing;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filtered pages, one after the other, have exactly the wanted events. */
class EventSearchTest {
  private static final int EVENTS = 1_300;
  private static final Set<String> ALL = Set.of();

  private static final TestBank BANK = TestBank.inMemory();
  private static final EventSearch SEARCH = new EventSearch(BANK.history, BANK.store);
  private static final SplittableRandom RANDOM = new SplittableRandom(11);
  private static UUID id;
  private static List<RecordedEvent<AccountEvent>> events;

  /** Some events share a time, some have long pauses between them, and few are withdrawals. */
  @BeforeAll
  static void anAccountWithUnevenTimes() {
    id = BANK.open();
    for (int version = 2; version <= EVENTS; version++) {
      if (RANDOM.nextInt(3) > 0) {
        BANK.clock.advance(Duration.ofMillis((long) Math.exp(RANDOM.nextDouble(15))));
      }
      BANK.ask(Set.of(20, 29, 1_200).contains(version) ? withdraw(id, "1") : credit(id, "1"));
    }
    events = BANK.events(id);
  }

  private EventPage<AccountEvent> page(
      EventFilter filter, boolean backward, long place, int limit) {
    return found(
        get(
            backward
                ? SEARCH.backward(Caller.ANYONE, id, filter, place, limit, deadline())
                : SEARCH.forward(Caller.ANYONE, id, filter, place, limit, deadline())));
  }

  /** Follows the pages to the end. */
  private List<Long> walk(EventFilter filter, boolean backward, int limit) {
    var all = new ArrayList<Long>();
    var place = backward ? Long.MAX_VALUE : 0;
    for (int pages = 0; pages <= EVENTS; pages++) {
      var page = page(filter, backward, place, limit);
      assertTrue(page.events().size() <= limit);
      all.addAll(versions(page));
      if (page.next().isEmpty()) {
        return all;
      }
      place = page.next().getAsLong();
    }
    throw new AssertionError("the pages do not end");
  }

  private static List<Long> versions(EventPage<AccountEvent> page) {
    return page.events().stream().map(RecordedEvent::version).toList();
  }

  private List<Long> expected(EventFilter filter) {
    return events.stream()
        .filter(event -> filter.from() == null || !event.at().isBefore(filter.from()))
        .filter(event -> filter.to() == null || event.at().isBefore(filter.to()))
        .filter(event -> filter.types().isEmpty() || filter.types().contains(event.event().type()))
        .map(RecordedEvent::version)
        .toList();
  }

  private void assertFinds(EventFilter filter, int limit) {
    var forward = expected(filter);
    var backward = new ArrayList<>(forward);
    Collections.reverse(backward);

    assertEquals(forward, walk(filter, false, limit));
    assertEquals(backward, walk(filter, true, limit));
  }

  private Instant someTime() {
    var time = events.get(RANDOM.nextInt(EVENTS)).at();
    return time.plusNanos(RANDOM.nextInt(3) - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 50, 200})
  void timesAreRangesOfVersions(int limit) {
    for (int i = 0; i < 6; i++) {
      var from = someTime();
      assertFinds(new EventFilter(from, null, ALL), limit);
      assertFinds(new EventFilter(null, from, ALL), limit);
      assertFinds(new EventFilter(from, from.plusSeconds(RANDOM.nextInt(5_000)), ALL), limit);
    }
  }

  /** The first instant is within, and the last one is not. */
  @Test
  void eventsOfOneTimeStayTogether() {
    for (int i = 0; i < 6; i++) {
      var time = events.get(RANDOM.nextInt(EVENTS)).at();
      assertFinds(new EventFilter(time, time.plusNanos(1), ALL), 3);
      assertEquals(List.of(), walk(new EventFilter(time, time, ALL), false, 3));
    }
  }

  @Test
  void timesOutsideTheHistoryHaveNoEvents() {
    var before = new EventFilter(Instant.EPOCH, events.get(0).at(), ALL);
    var after = new EventFilter(BANK.clock.instant().plusMillis(1), null, ALL);

    for (var filter : List.of(before, after)) {
      assertEquals(List.of(), walk(filter, false, 50));
      assertEquals(List.of(), walk(filter, true, 50));
    }
    assertFinds(new EventFilter(Instant.EPOCH, BANK.clock.instant().plusMillis(1), ALL), 200);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 50, 200})
  void typesAreFoundHoweverRareTheyAre(int limit) {
    assertFinds(new EventFilter(null, null, Set.of("BalanceWithdrawn")), limit);
    assertFinds(new EventFilter(null, null, Set.of("AccountCreated", "BalanceWithdrawn")), limit);
    assertFinds(new EventFilter(null, null, Set.of("BalanceCredited")), limit);
    assertFinds(new EventFilter(someTime(), null, Set.of("BalanceWithdrawn")), limit);
    assertEquals(
        List.of(), walk(new EventFilter(null, null, Set.of("AccountClosed")), false, limit));
  }

  @Test
  void aPageOfARareTypeEndsAfterFiveHundredEvents() {
    var withdrawals = new EventFilter(null, null, Set.of("BalanceWithdrawn"));

    var first = page(withdrawals, false, 0, 50);
    assertEquals(List.of(20L, 29L), versions(first));
    assertEquals(500, first.next().orElseThrow());
    var second = page(withdrawals, false, 500, 50);
    assertEquals(List.of(), versions(second));
    assertEquals(1_000, second.next().orElseThrow());
    assertTrue(page(withdrawals, false, 1_000, 50).next().isEmpty());
    assertEquals(EVENTS - 500 + 1, page(withdrawals, true, EVENTS + 1, 50).next().orElseThrow());
  }

  /** Without the events in between, which are read already. */
  @Test
  void theNextPageBeginsWithTheNextWantedEvent() {
    var withdrawals = new EventFilter(null, null, Set.of("BalanceWithdrawn"));

    assertEquals(28, page(withdrawals, false, 19, 1).next().orElseThrow());
  }

  @Test
  void anAccountThatTheCallerDoesNotReachIsMissing() {
    var filter = new EventFilter(Instant.EPOCH, null, ALL);
    var nobody = UUID.randomUUID();

    assertEquals(
        Missing.ACCOUNT,
        missing(get(SEARCH.forward(Caller.ANYONE, nobody, filter, 0, 9, deadline()))));
    assertEquals(
        Missing.ACCOUNT,
        missing(get(SEARCH.backward(Caller.ANYONE, nobody, filter, 9, 9, deadline()))));
  }
}
