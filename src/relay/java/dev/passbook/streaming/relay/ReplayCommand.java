package dev.passbook.streaming.relay;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.AccountScan;
import dev.passbook.streaming.KinesisPublisher;
import dev.passbook.streaming.Replay;
import dev.passbook.streaming.Replay.Beginning;
import dev.passbook.streaming.Timelines;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes accounts' events again, for a new consumer or a rebuilt projection. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Publishes histories again, marked with the replay's name.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything is published again",
      "1:DynamoDB or Kinesis failed; run it again",
      "2:a wrong option"
    })
class ReplayCommand implements Callable<Integer> {
  private static final Duration STEP = Duration.ofSeconds(30);

  @Option(
      names = "--name",
      required = true,
      description = "Marks the events. The same name continues an interrupted replay.")
  String name;

  @Option(names = "--account", description = "One account. The default is all accounts.")
  UUID account;

  @ArgGroup From from;

  @Option(
      names = "--rate",
      defaultValue = "500",
      description = "The most events to publish in a second (default: ${DEFAULT-VALUE}).")
  int rate;

  @Spec CommandSpec spec;

  @Inject EventStore<Account, AccountEvent> store;

  @Inject KinesisPublisher kinesis;

  @Inject AccountScan sweep;

  @Inject Timelines timelines;

  @Inject TableSize size;

  /** Where the replay of each account begins. The default is its first event. */
  static class From {
    @Option(names = "--from-version", description = "From this version of each account on.")
    Long version;

    @Option(
        names = "--from-time",
        description = "From this moment on, such as 2026-01-31T00:00:00Z.")
    Instant time;
  }

  @Override
  public Integer call() {
    if (rate < 1) {
      throw new ParameterException(spec.commandLine(), "--rate must be 1 or more");
    }
    try (var progress = Progress.begin("Replay " + name, account == null ? size.rows() : 0)) {
      var timeline = timelines.current(Deadline.in(STEP)).await().indefinitely();
      var replay = new Replay(store, kinesis, timeline, name, rate, progress::event);
      var done =
          account == null
              ? sweep.over(
                  "replay-" + name, page -> replay.of(page, beginning(replay)), progress::rows)
              : replay.of(List.of(StreamId.of("account", account)), beginning(replay));
      done.await().indefinitely();
    }
    return 0;
  }

  private Beginning beginning(Replay replay) {
    if (from == null) {
      return Replay.version(1);
    }
    return from.time == null ? Replay.version(from.version) : replay.time(from.time);
  }
}
