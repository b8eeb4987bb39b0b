package dev.passbook.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.account.Account;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Currencies;
import dev.passbook.account.Money;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Delivers the events of an account that was restored twice, in any order and more than once. */
class ReadModelTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final StreamId ACCOUNT = StreamId.of("account", UUID.randomUUID());

  /** Six events, then a restore to the fourth, two other events, and a restore to the third. */
  private static final List<RecordedEvent<AccountEvent>> FIRST = history(6, 1);

  private static final List<RecordedEvent<AccountEvent>> SECOND = history(6, 10);
  private static final List<RecordedEvent<AccountEvent>> THIRD = history(5, 100);

  private static final Map<String, BigDecimal> TRUTH = Map.of("Ada EUR", new BigDecimal("202.00"));

  /** Returns a history whose events after the third each credit an amount. */
  private static List<RecordedEvent<AccountEvent>> history(int versions, int amount) {
    var history = new ArrayList<RecordedEvent<AccountEvent>>();
    var balance = 0;
    for (int version = 1; version <= versions; version++) {
      var more = version == 1 ? 0 : version <= 3 ? 1 : amount;
      balance += more;
      AccountEvent event =
          version == 1
              ? new AccountCreated("Ada", eur(0).currency())
              : new BalanceCredited(eur(more), eur(balance), null, null);
      history.add(new RecordedEvent<>(ACCOUNT, version, NOON, "c" + version, null, event));
    }
    return List.copyOf(history);
  }

  private static Money eur(int value) {
    return new Money(BigDecimal.valueOf(value), Currencies.of("EUR"));
  }

  private static Timeline timeline(int number) {
    return new Timeline(number, Optional.of(NOON));
  }

  private static JsonNode event(RecordedEvent<AccountEvent> event, int timeline) {
    return EventSchemas.valid(DomainEvents.json(event, timeline(timeline)));
  }

  private static JsonNode rewound(List<RecordedEvent<AccountEvent>> to, int timeline) {
    var head = Snapshot.<Account>none(ACCOUNT);
    for (var event : to) {
      head = head.plus(event, new AccountCodec());
    }
    return EventSchemas.valid(DomainEvents.rewound(head, timeline(timeline)));
  }

  /** Returns all that is published, in its order. */
  private static List<JsonNode> published() {
    var published = new ArrayList<JsonNode>();
    FIRST.forEach(event -> published.add(event(event, 1)));
    published.add(rewound(FIRST.subList(0, 4), 2));
    SECOND.subList(4, 6).forEach(event -> published.add(event(event, 2)));
    published.add(rewound(FIRST.subList(0, 3), 3));
    THIRD.subList(3, 5).forEach(event -> published.add(event(event, 3)));
    return published;
  }

  private static ReadModel after(List<JsonNode> events) {
    var model = new ReadModel();
    events.forEach(model::take);
    return model;
  }

  private static void assertTruth(ReadModel model) {
    assertEquals(Set.of(), model.gaps());
    assertEquals(TRUTH.keySet(), model.totals().keySet());
    assertEquals(0, TRUTH.get("Ada EUR").compareTo(model.totals().get("Ada EUR")));
  }

  @Test
  void theHighestTimelineWins() {
    assertTruth(after(published()));
  }

  /** A relay that dies repeats events in records that begin and end elsewhere. */
  @RepeatedTest(100)
  void recordsThatOverlapChangeNothing(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var model = new ReadModel();
    for (int known = 0; known < FIRST.size(); ) {
      var from = random.nextInt(known + 1);
      var to = from + 1 + random.nextInt(FIRST.size() - from);
      model.takeRecord(record(FIRST.subList(from, to)));
      known = Math.max(known, to);
    }

    assertEquals(Set.of(), model.gaps());
    assertEquals(0, new BigDecimal(5).compareTo(model.totals().get("Ada EUR")));
  }

  private static byte[] record(List<RecordedEvent<AccountEvent>> events) {
    return KinesisRecord.ofFirst(
            events, events.size(), event -> DomainEvents.json(event, Timeline.FIRST))
        .data();
  }

  @RepeatedTest(200)
  void repeatsAtAnyTimeChangeNothing(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var delivered = new ArrayList<JsonNode>();
    for (var event : published()) {
      delivered.add(event);
      for (int i = random.nextInt(3); i > 0; i--) {
        delivered.add(delivered.get(random.nextInt(delivered.size())));
      }
    }

    assertTruth(after(delivered));
  }

  @RepeatedTest(200)
  void anyOrderIsRightAfterAReplay(RepetitionInfo repetition) {
    var delivered = new ArrayList<>(published());
    delivered.addAll(published());
    Collections.shuffle(delivered, new Random(repetition.getCurrentRepetition()));
    THIRD.forEach(event -> delivered.add(event(event, 3)));

    assertTruth(after(delivered));
  }

  @Test
  void theNewEventsWinAlsoWithoutTheAnnouncements() {
    assertTruth(
        after(
            published().stream()
                .filter(event -> !event.get("id").asText().contains("rew"))
                .toList()));
  }

  @Test
  void aLateAnnouncementCutsOffNoEventOfItsTimeline() {
    var late = new ArrayList<>(published());
    late.add(late.remove(9));

    assertTruth(after(late));
  }

  @Test
  void aRewoundAccountHasItsEarlierBalance() {
    var model = after(published().subList(0, 7));

    assertEquals(0, new BigDecimal(3).compareTo(model.totals().get("Ada EUR")));
  }

  @Test
  void anAccountThatWasOpenedLaterIsGone() {
    var events = new ArrayList<>(published().subList(0, 6));
    events.add(rewound(List.of(), 2));

    assertEquals(Map.of(), after(events).totals());
  }

  @Test
  void aReplayOfTheNewTimelineKeepsTheBalance() {
    var model = after(published().subList(0, 3));

    IntStream.range(0, 3).forEach(i -> model.take(event(FIRST.get(i), 2)));

    assertEquals(0, new BigDecimal(2).compareTo(model.totals().get("Ada EUR")));
  }
}
