package dev.passbook.decider;

import static dev.passbook.eventstore.Tallies.get;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A decider on tallies. */
final class TallyDecider {
  record Feeds(Duration pollInterval, int maxListeners, int maxListenersPerAccount)
      implements LiveFeedConfig {}

  final Decider<Tally, Counted> decider;

  TallyDecider(EventStore<Tally, Counted> store) {
    this(store, DeciderMetrics.NONE);
  }

  TallyDecider(EventStore<Tally, Counted> store, DeciderMetrics metrics) {
    decider =
        new Decider<>(
            store,
            new Tally.Codec(1),
            new Decider.Settings(Duration.ofDays(7), 100),
            Clock.systemUTC(),
            UUID::randomUUID,
            new LiveFeeds<>(store, new Feeds(Duration.ofHours(1), 10, 10)),
            metrics);
  }

  /** Returns a new stream whose total is 0. */
  StreamId newTally() {
    var stream = Tallies.newStream();
    get(decider.handle(CountUp.by(0, stream)));
    return stream;
  }

  CommandResult handle(Command<Tally, Counted> command) {
    return get(decider.handle(command));
  }

  String body(Command<Tally, Counted> command) {
    return handle(command).response().body();
  }

  String dryRun(Command<Tally, Counted> command) {
    return get(decider.dryRun(command)).body();
  }

  CompletableFuture<String> send(Command<Tally, Counted> command) {
    return decider
        .handle(command)
        .map(result -> result.response().body())
        .subscribeAsCompletionStage();
  }
}
