package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.streaming.Mishaps.Mishap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * Accounts that are written to while a relay publishes them, whose hints come shuffled, twice and
 * late, whose calls to Kinesis fail one time in five, and which is killed and started again.
 */
final class Storm {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int WRITERS = 4;

  private final StreamedTable table = StreamedTable.started();
  private final long seed;
  private final List<StreamId> accounts;
  private final int events;
  private final Mishaps kinesis;
  private final String stream;

  Storm(long seed, int accounts, int events, KinesisAsyncClient kinesis, String stream) {
    this.seed = seed;
    this.accounts = Stream.generate(StreamedTable::account).limit(accounts).toList();
    this.events = events;
    this.kinesis = new Mishaps(kinesis).otherwise(mishaps(new Random(seed)));
    this.stream = stream;
  }

  private static Supplier<Mishap> mishaps(Random random) {
    var kinds = List.of(Mishap.THROTTLED, Mishap.FAILS, Mishap.ANSWER_LOST, Mishap.LANDS_LATER);
    return () -> {
      synchronized (random) {
        return random.nextInt(5) == 0 ? kinds.get(random.nextInt(kinds.size())) : Mishap.NONE;
      }
    };
  }

  /**
   * @param kills how often the relay dies before it may finish
   * @return each account's number of events
   */
  Map<String, Integer> blow(int kills) {
    var writers = Executors.newFixedThreadPool(WRITERS);
    try {
      var written = write(writers);
      for (int life = 1; life <= kills; life++) {
        var enough = life * accounts.size() * events / (kills + 1);
        var relay = new Life(life);
        await().atMost(PATIENCE).until(() -> kinesis.calls() >= enough);
        relay.kill();
      }
      var last = new Life(kills + 1);
      await().atMost(PATIENCE).until(written::isDone);
      await().atMost(PATIENCE).until(this::allCursorsAtTheirHeads);
      last.kill();
    } finally {
      writers.shutdownNow();
    }
    return accounts.stream().collect(toMap(StreamedTable::id, account -> events));
  }

  private CompletableFuture<Void> write(ExecutorService writers) {
    return CompletableFuture.allOf(
        IntStream.range(0, accounts.size())
            .mapToObj(i -> CompletableFuture.runAsync(() -> write(i), writers))
            .toArray(CompletableFuture[]::new));
  }

  private void write(int account) {
    var random = new Random(seed + account);
    var sizes = IntStream.builder();
    for (int left = events; left > 0; ) {
      var size = Math.min(left, left == events ? 1 : 1 + random.nextInt(4));
      sizes.add(size);
      left -= size;
    }
    table.fill(accounts.get(account), sizes.build().toArray());
  }

  private boolean allCursorsAtTheirHeads() {
    return accounts.stream()
        .allMatch(
            account ->
                get(table.cursors().read(account, Deadline.in(PATIENCE))).version() == events);
  }

  /** One incarnation of the relay, which begins with the stream's oldest record as all do. */
  private final class Life {
    private final Mortal mortal = new Mortal();
    private final ShuffledHints hints;
    private final TableStream source;
    private final Relay relay;
    private final Cancellable running;

    Life(int number) {
      var database = mortal.client(DynamoDbAsyncClient.class, table.client());
      hints = new ShuffledHints(seed * 31 + number);
      source = new TableStream(database, DynamoDbLocalResource.streams(), table.name());
      relay =
          table.relay(
              database,
              mortal.client(KinesisAsyncClient.class, kinesis),
              stream,
              new SimpleMeterRegistry());
      running =
          Uni.createFrom()
              .deferred(this::round)
              .repeat()
              .indefinitely()
              .subscribe()
              .with(done -> {}, failure -> {});
    }

    private Uni<Void> round() {
      return source
          .look()
          .map(found -> found.isEmpty() ? hints.rest() : hints.arrivals(List.copyOf(found)))
          .chain(arrived -> relay.catchUp(arrived, Deadline.in(Duration.ofSeconds(20))))
          .invoke(hints::hold)
          .replaceWithVoid()
          .onFailure()
          .recoverWithNull();
    }

    void kill() {
      mortal.kill();
      running.cancel();
    }
  }
}
