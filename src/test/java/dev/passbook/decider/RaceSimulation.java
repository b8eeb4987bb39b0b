package dev.passbook.decider;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Simulates instances that write to one stream, in virtual time and with the latencies of a
 * network. Each caller sends its next request when it has a response, to one instance after the
 * other. Run the main method for a table.
 */
final class RaceSimulation {
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration CLIENT = Duration.ofNanos(10_000);

  private final VirtualTime time = new VirtualTime();
  private final Random random = new Random(1);
  private final DistantStore store;
  private final List<Decider<Tally, Counted>> copies;
  private final StreamId stream = Tallies.newStream();
  private final List<Long> latencies = new ArrayList<>();
  private int failures;
  private int next;

  /**
   * The figures of a run.
   *
   * @param loads the loads for each command that succeeded
   * @param commits the commits for each command that succeeded, lost ones included
   * @param p50 the median latency in milliseconds
   */
  record Figures(
      double perSecond, double loads, double commits, double p50, double p99, int failures) {
    double calls() {
      return loads + commits;
    }
  }

  RaceSimulation(EventStore<Tally, Counted> shared, int copies, Supplier<Duration> delay) {
    store = new DistantStore(shared, time, delay);
    this.copies = IntStream.range(0, copies).mapToObj(i -> copy()).toList();
  }

  static RaceSimulation of(int copies, Supplier<Duration> delay) {
    return new RaceSimulation(new InMemoryEventStore<>(new Tally.Codec(1)), copies, delay);
  }

  /** Returns the latencies of a call to DynamoDB: p50 7.6 ms, p99 16 ms. */
  static Supplier<Duration> aws() {
    return logNormal(Duration.ofNanos(7_600_000), 0.32);
  }

  static Supplier<Duration> logNormal(Duration median, double sigma) {
    var random = new Random(2);
    return () ->
        Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * random.nextGaussian())));
  }

  StreamId stream() {
    return stream;
  }

  private Decider<Tally, Counted> copy() {
    return new Decider<>(
        store,
        new Tally.Codec(1),
        new Decider.Settings(Duration.ofDays(7), 100),
        time.clock(),
        UUID::randomUUID,
        new LiveFeeds<>(store, new TallyDecider.Feeds(Duration.ofHours(1), 10, 10)),
        DeciderMetrics.NONE,
        new Turns(time.clock(), 100, time, random::nextDouble));
  }

  Figures run(int callers, Duration length) {
    copies.get(0).handle(CountUp.by(0, stream)).subscribe().with(opened -> {});
    time.pass(Duration.ofSeconds(1));
    IntStream.range(0, callers).forEach(caller -> send(1));
    time.pass(WARM_UP);
    var loads = store.loads();
    var commits = store.commits();
    latencies.clear();
    time.pass(length);
    Collections.sort(latencies);
    var count = (double) latencies.size();
    return new Figures(
        count / length.toSeconds(),
        (store.loads() - loads) / count,
        (store.commits() - commits) / count,
        latency(0.5),
        latency(0.99),
        failures);
  }

  private double latency(double share) {
    return latencies.isEmpty() ? 0 : latencies.get((int) (latencies.size() * share)) / 1e6;
  }

  /** Counts up and down in turn, so that the tally never reaches its limit. */
  private void send(int by) {
    var began = time.nanos();
    copies
        .get(next++ % copies.size())
        .handle(CountUp.by(by, stream))
        .subscribe()
        .with(result -> answered(by, began), failure -> failed(by));
  }

  private void answered(int by, long began) {
    latencies.add(time.nanos() - began);
    time.schedule(() -> send(-by), CLIENT.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void failed(int by) {
    failures++;
    time.schedule(() -> send(by), CLIENT.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Prints a line for each number of instances. */
  public static void main(String[] arguments) {
    for (var copies : new int[] {1, 2, 4, 8, 32}) {
      var figures = of(copies, aws()).run(copies == 32 ? 32 : 64, Duration.ofSeconds(10));
      System.out.printf("%2d copies: %s, %.2f calls%n", copies, figures, figures.calls());
    }
  }
}
