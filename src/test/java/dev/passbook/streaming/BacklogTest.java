package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.passbook.account.Holder;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Mishaps.Mishap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks that the gauges stay up for as long as something is unpublished. */
class BacklogTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final StreamedTable table = StreamedTable.started();
  private final Mishaps kinesis = new Mishaps(new InMemoryKinesis());

  /** A relay's process with its gauges. */
  private final class Process {
    final Clock clock;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Relay relay;
    final BacklogMonitor monitor;

    Process(Clock clock) {
      this.clock = clock;
      var metrics = new RelayMetrics(registry, clock);
      var publisher = new KinesisPublisher(kinesis, "events");
      relay =
          new Relay(table.store(), table.cursors(), table.timelines(), publisher, metrics, clock);
      monitor = new BacklogMonitor(table.parkedAccounts(), table.cursors(), metrics, clock);
    }

    void catchUp(StreamId account, Duration limit) {
      get(relay.catchUp(List.of(account), Deadline.in(limit)));
    }

    double parked() {
      return registry.get("passbook.relay.parked.accounts").gauge().value();
    }

    double oldest() {
      return registry.get("passbook.relay.oldest.unpublished").timeGauge().value(SECONDS);
    }

    void look() {
      get(monitor.look());
    }
  }

  private static final class ManualClock extends Clock {
    private final AtomicReference<Instant> now;

    ManualClock(AtomicReference<Instant> now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Process inAnHour() {
    return new Process(Clock.offset(Clock.systemUTC(), HOUR));
  }

  @Test
  void nothingIsKnownBeforeTheFirstLook() {
    var process = new Process(Clock.systemUTC());
    assertEquals(Double.NaN, process.parked());
    assertEquals(Double.NaN, process.oldest());

    process.look();

    assertEquals(0.0, process.parked());
    assertEquals(0.0, process.oldest());
  }

  @Test
  void aProcessThatStartsLaterSeesTheParkedAccountsThatNothingHappensTo() {
    var accounts = List.of(table.accountWith(3), table.accountWith(2));
    accounts.forEach(account -> table.poison(account, 2));
    var first = new Process(Clock.systemUTC());
    accounts.forEach(account -> first.catchUp(account, Duration.ofSeconds(20)));

    var later = inAnHour();
    later.look();
    assertEquals(2.0, later.parked());
    assertThat(later.oldest(), greaterThanOrEqualTo(3_600.0));

    accounts.forEach(account -> table.mend(account, 2));
    accounts.forEach(account -> first.catchUp(account, Duration.ofSeconds(20)));
    later.look();
    assertEquals(0.0, later.parked());
    assertEquals(0.0, later.oldest());
  }

  @Test
  void theListNamesTheParkedAccountsOldestFirst() {
    var first = table.accountWith(2);
    var second = table.accountWith(2);
    var process = new Process(Clock.systemUTC());
    for (var account : List.of(first, second)) {
      table.poison(account, 2);
      process.catchUp(account, Duration.ofSeconds(20));
    }

    var parked = get(table.parkedAccounts().list(10, deadline()));

    assertEquals(List.of(first, second), parked.stream().map(Cursor::stream).toList());
    assertEquals(1, get(table.parkedAccounts().list(1, deadline())).size());
    assertEquals(2, get(table.parkedAccounts().count(deadline())).accounts());
  }

  @Test
  void anEventThatKinesisDoesNotTakeGrowsOlderUntilItIsPublished() {
    var account = table.accountWith(2);
    kinesis.otherwise(() -> Mishap.FAILS);
    var process = inAnHour();

    process.catchUp(account, Duration.ofMillis(500));
    process.look();
    assertThat(process.oldest(), greaterThanOrEqualTo(3_600.0));
    assertEquals(0.0, process.parked());

    kinesis.otherwise(() -> Mishap.NONE);
    process.catchUp(account, Duration.ofSeconds(20));
    assertEquals(0.0, process.oldest());
  }

  @Test
  void anEventThatAnotherProcessPublishedIsForgotten() {
    var account = table.accountWith(2);
    kinesis.otherwise(() -> Mishap.FAILS);
    var process = inAnHour();
    process.catchUp(account, Duration.ofMillis(500));

    kinesis.otherwise(() -> Mishap.NONE);
    new Process(Clock.systemUTC()).catchUp(account, Duration.ofSeconds(20));
    process.look();

    assertEquals(0.0, process.oldest());
  }

  @Test
  void anAccountWhoseCursorIsDamagedCounts() {
    var account = table.accountWith(1);
    var now = new AtomicReference<>(Instant.now());
    var process = new Process(new ManualClock(now));
    process.catchUp(account, Duration.ofSeconds(20));
    table.change("cursor-" + account, 0, "REMOVE Passed", Map.of());

    process.catchUp(account, Duration.ofSeconds(20));
    process.look();
    now.updateAndGet(earlier -> earlier.plus(HOUR));
    process.look();

    assertThat(process.oldest(), greaterThanOrEqualTo(3_600.0));
  }

  @Test
  void aParkedAccountWhoseCursorIsDamagedStaysInTheList() {
    var account = table.accountWith(2);
    table.poison(account, 2);
    new Process(Clock.systemUTC()).catchUp(account, Duration.ofSeconds(20));
    table.change("cursor-" + account, 0, "REMOVE Passed", Map.of());

    var parked = get(table.parkedAccounts().list(10, deadline()));

    assertEquals(List.of(account), parked.stream().map(Cursor::stream).toList());
    assertThat(parked.get(0).parked().orElseThrow().reason(), containsString("cursor-" + account));
  }

  @Test
  void anAccountThatAnEarlierReleaseParkedIsListedWithItsNextTry() {
    var account = table.accountWith(2);
    table.poison(account, 2);
    var process = new Process(Clock.systemUTC());
    process.catchUp(account, Duration.ofSeconds(20));
    var since = get(table.cursors().read(account, deadline())).parked().orElseThrow().at();
    table.change("cursor-" + account, 0, "REMOVE ListedUnder", Map.of());
    assertEquals(0, get(table.parkedAccounts().count(deadline())).accounts());

    process.catchUp(account, Duration.ofSeconds(20));

    var count = get(table.parkedAccounts().count(deadline()));
    assertEquals(1, count.accounts());
    assertEquals(since, count.since().orElseThrow());
  }

  @Test
  void aHolderCanNotBeMistakenForTheList() {
    var holder = new Holder("parked", "parked");

    assertNotEquals("parked", AccountCodec.listOf(holder));
    assertEquals(0, get(table.parkedAccounts().list(10, deadline())).size());
    table.put(
        Map.of(
            "StreamId", AttributeValue.fromS("cursor-account-left-over"),
            "Version", AttributeValue.fromN("0"),
            "Passed", AttributeValue.fromN("3"),
            "ListedUnder", AttributeValue.fromS("parked"),
            "At", AttributeValue.fromS("2026-01-31T08:00:00.000Z")));
    assertEquals(0, get(table.parkedAccounts().list(10, deadline())).size());
  }
}
