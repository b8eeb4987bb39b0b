package dev.passbook.bench.relay;

import dev.passbook.eventstore.dynamodb.NamedTable;
import dev.passbook.eventstore.dynamodb.TableFacts;
import dev.passbook.streaming.AccountList;
import dev.passbook.streaming.AccountScan;
import dev.passbook.streaming.Checkpoints;
import dev.passbook.streaming.Cursors;
import dev.passbook.streaming.KinesisPublisher;
import dev.passbook.streaming.Relay;
import dev.passbook.streaming.RelayMetrics;
import dev.passbook.streaming.StreamChange;
import dev.passbook.streaming.StreamPoller;
import dev.passbook.streaming.Timelines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures whether the relay keeps up with a steady load, with a table and a Kinesis that take as
 * long as AWS's. All is in memory, so nothing but the relay uses the machine.
 */
public final class RelayBench {
  private static final NamedTable TABLE = new NamedTable("Passbook");
  private static final Duration POLL_PAUSE = Duration.ofMillis(200);

  private final SteadyAccounts accounts;
  private final SlowTable table = new SlowTable();
  private final SlowKinesis kinesis = new SlowKinesis();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final StreamPoller poller;

  private RelayBench(int number, double rate, double rowsASecond) {
    accounts = new SteadyAccounts(number, rate);
    var clock = Clock.systemUTC();
    var checkpoints = new Checkpoints(table, TABLE);
    var relay =
        new Relay(
            accounts,
            new Cursors(table, TABLE),
            new Timelines(new TableFacts(table, TABLE)),
            new KinesisPublisher(kinesis, "events", 200),
            new RelayMetrics(metrics, clock),
            clock);
    var scan = new AccountScan(new AccountList(table, TABLE), checkpoints, clock);
    poller =
        new StreamPoller(
            table,
            new SteadyHints(accounts.accounts(), rowsASecond),
            "Passbook",
            new StreamChange(checkpoints, scan, relay, clock),
            relay,
            POLL_PAUSE);
  }

  /** Returns both loads with their lag over time, and what they cost. */
  public static String report(Duration each) {
    return "One account with 3,000 events a second, 150 rows a second\n"
        + new RelayBench(1, 3_000, 150).run(each)
        + "\n10,000 accounts with one event a second each\n"
        + new RelayBench(10_000, 1, 10_000).run(each);
  }

  private String run(Duration length) {
    var lines = new StringBuilder("| second | published | events behind | mean lag ms |\n");
    poller.start();
    var quarter = length.dividedBy(4);
    var before = 0.0;
    var lagBefore = 0.0;
    for (int i = 1; i <= 4; i++) {
      LockSupport.parkNanos(quarter.toNanos());
      var published = metrics.get("passbook.relay.published").counter().count();
      var lag = metrics.get("passbook.relay.lag").timer().totalTime(TimeUnit.MILLISECONDS);
      var recorded = accounts.head() * accounts.accounts().size();
      lines.append(
          "| %d | %,.0f | %,.0f | %,.0f |%n"
              .formatted(
                  quarter.toSeconds() * i,
                  published,
                  recorded - published,
                  (lag - lagBefore) / (published - before)));
      before = published;
      lagBefore = lag;
    }
    poller.stop();
    return lines + costs(before);
  }

  private String costs(double events) {
    return String.format(
        Locale.ROOT,
        "%.1f events and %.0f bytes a record; %.3f read units, %.3f write units, %.3f puts an event%n",
        events / kinesis.records(),
        (double) kinesis.bytes() / kinesis.records(),
        (accounts.readUnits() + table.reads()) / events,
        table.writes() / events,
        kinesis.records() / events);
  }
}
