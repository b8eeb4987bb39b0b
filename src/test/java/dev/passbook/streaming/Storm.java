package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.streaming.Mishaps.Mishap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * Writes to accounts while a relay publishes them. The relay's hints come shuffled, twice and late,
 * one in five of its calls to Kinesis fails, and it is killed and restarted.
 */
final class Storm {
  private static final Logger LOG = Logger.getLogger(Storm.class);
  private static final int WRITERS = 4;
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  /** Limits how often the test reads all cursors, which loads the database. */
  private static final Duration A_WHILE = Duration.ofSeconds(1);

  private final StreamedTable table = StreamedTable.started();
  private final long seed;
  private final List<StreamId> accounts;
  private final int events;
  private final Mishaps kinesis;
  private final String stream;
  private CompletableFuture<Void> written;

  Storm(long seed, int accounts, int events, KinesisAsyncClient kinesis, String stream) {
    this.seed = seed;
    this.accounts = accounts(new Random(seed), accounts);
    this.events = events;
    this.kinesis = new Mishaps(kinesis).otherwise(mishaps(new Random(seed)));
    this.stream = stream;
  }

  /** Returns the same accounts for the same seed, so that they fall on the same shards. */
  private static List<StreamId> accounts(Random random, int count) {
    return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
        .map(id -> StreamId.of("account", id))
        .limit(count)
        .toList();
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
   * @param kills the number of times that the relay is killed before it may finish
   * @return the number of events of each account
   */
  Map<String, Integer> blow(int kills) {
    var all = (long) accounts.size() * events;
    var writers = Executors.newFixedThreadPool(WRITERS);
    try {
      primeMutiny();
      written = write(writers);
      for (int life = 1; life <= kills; life++) {
        var enough = all * life / (kills + 1);
        var relay = new Life(life);
        Patience.with(this::acknowledged, relay::situation).until(enough, A_MOMENT);
        relay.kill();
        LOG.infof("Life %d: %s", life, kinesis);
      }
      var last = new Life(kills + 1);
      Patience.with(this::published, last::situation).until(all, A_WHILE);
      written.join();
      last.kill();
    } finally {
      writers.shutdownNow();
    }
    return accounts.stream().collect(toMap(StreamedTable::id, account -> events));
  }

  /**
   * Outside Quarkus, the first pipeline that needs a context manager registers one. If two threads
   * do that at once, one fails, and its account would get no events.
   */
  private static void primeMutiny() {
    get(Uni.createFrom().item(0).map(step -> step));
  }

  /** Fails if a writer failed, since its events would never arrive. */
  private void checkWriters() {
    if (written.isCompletedExceptionally()) {
      written.join();
    }
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

  private Stream<Cursor> cursors() {
    return accounts.stream().map(account -> get(table.cursors().read(account, deadline())));
  }

  private int acknowledged() {
    checkWriters();
    return kinesis.acknowledgedEvents();
  }

  private long published() {
    checkWriters();
    return cursors().mapToLong(Cursor::version).sum();
  }

  /** One run of the relay, which starts at the stream's oldest record, as every run does. */
  private final class Life {
    private final int number;
    private final Mortal mortal = new Mortal();
    private final ShuffledHints hints;
    private final TableStream source;
    private final Relay relay;
    private final Cancellable running;
    private volatile String doing = "nothing yet";
    private volatile Throwable lastFailure;

    Life(int number) {
      this.number = number;
      var database = mortal.client(DynamoDbAsyncClient.class, table.client());
      hints = new ShuffledHints(seed * 31 + number);
      source = new TableStream(database, DynamoDbLocalResource.streams(), table.name(), arn -> {});
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
      doing = "looking at the stream since " + Instant.now();
      return source
          .look()
          .map(found -> found.isEmpty() ? hints.rest() : hints.arrivals(List.copyOf(found)))
          .chain(this::catchUp)
          .replaceWithVoid()
          .onFailure()
          .invoke(failure -> lastFailure = failure)
          .onFailure()
          .recoverWithNull();
    }

    private Uni<Set<StreamId>> catchUp(List<StreamId> arrived) {
      doing = "catching up with %d hints since %s".formatted(arrived.size(), Instant.now());
      return relay.catchUp(arrived, Deadline.in(Duration.ofSeconds(20))).invoke(hints::hold);
    }

    /** Describes everything that may explain why there is no progress. */
    private String situation() {
      var behind = cursors().filter(cursor -> cursor.version() < events).toList();
      return """
          Seed %d, life %d: %s, with %d hints held back.
          The last round that failed: %s
          Kinesis: %s
          Behind their %d events are %d of %d accounts:
          %s"""
          .formatted(
              seed,
              number,
              doing,
              hints.waiting(),
              lastFailure,
              kinesis,
              events,
              behind.size(),
              accounts.size(),
              behind.stream().map(Cursor::toString).collect(joining("\n")));
    }

    void kill() {
      mortal.kill();
      running.cancel();
    }
  }
}
