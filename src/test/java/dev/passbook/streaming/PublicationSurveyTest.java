package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublicationSurveyTest {
  private final StreamedTable table = StreamedTable.started();
  private final PublicationSurvey survey =
      new PublicationSurvey(
          table.store(), table.cursors(), new AccountList(table.client(), table.config()));

  private void publish(StreamId account) {
    var relay =
        table.relay(new Mishaps(new InMemoryKinesis()), "events", new SimpleMeterRegistry());
    get(relay.catchUp(List.of(account), Deadline.in(Duration.ofSeconds(20))));
  }

  private PublicationStatus status(StreamId account) {
    return get(survey.of(account, deadline())).orElseThrow();
  }

  @Test
  void anAccountThatDoesNotExistHasNoStatus() {
    assertEquals(Optional.empty(), get(survey.of(StreamedTable.account(), deadline())));
  }

  @Test
  void eventsAfterTheCursorAreUnpublished() {
    var account = table.accountWith(3);
    assertEquals(3, status(account).unpublished());
    publish(account);
    assertEquals(0, status(account).unpublished());
    assertEquals(Optional.empty(), status(account).waitingSince());

    table.addRow(account, 4);

    assertEquals(7, status(account).head());
    assertEquals(4, status(account).unpublished());
    assertTrue(status(account).waitingSince().isPresent());
  }

  @Test
  void aDamagedNewestRowStillShowsItsVersion() {
    var account = table.accountWith(3);
    publish(account);
    table.add(account, 1);
    table.poison(account, 4);

    var status = status(account);

    assertEquals(4, status.head());
    assertThat(status.trouble().orElseThrow(), containsString("BalanceMultiplied"));
    assertEquals(Optional.empty(), status.waitingSince());
    publish(account);
    assertEquals(4, status(account).parked().orElseThrow().version());
    assertTrue(status(account).waitingSince().isPresent());
  }

  @Test
  void aDamagedCursorIsTrouble() {
    var account = table.accountWith(2);
    publish(account);
    for (var damage : List.of("REMOVE Passed", "SET Passed = StreamId")) {
      table.change("cursor-" + account, 0, damage, Map.of());

      assertThat(status(account).trouble().orElseThrow(), containsString("cursor-" + account));
    }
  }

  @Test
  void theSurveyOfAllSeesEachAccountOnce() {
    var accounts = new ArrayList<StreamId>();
    IntStream.range(0, 150).forEach(each -> accounts.add(StreamedTable.account()));
    accounts.forEach(account -> table.fill(account, new int[] {1, 2, 1, 3, 1, 1, 1, 1}));
    publish(accounts.get(0));
    var seen = new ConcurrentHashMap<StreamId, PublicationStatus>();
    var rows = new AtomicInteger();

    get(survey.overAll(each -> seen.put(each.account(), each), rows::addAndGet));

    assertEquals(150, seen.size());
    assertEquals(150 * 8 + 1, rows.get());
    assertEquals(0, seen.get(accounts.get(0)).unpublished());
    assertEquals(11, seen.get(accounts.get(1)).unpublished());
  }
}
