package dev.passbook.streaming.relay;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.table.OtherTable;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.streaming.AccountScan;
import dev.passbook.streaming.Checkpoints;
import dev.passbook.streaming.Cursors;
import dev.passbook.streaming.KinesisPublisher;
import dev.passbook.streaming.OldTable;
import dev.passbook.streaming.PublishedVersions;
import dev.passbook.streaming.Restoration;
import dev.passbook.streaming.Timeline;
import dev.passbook.streaming.Timelines;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Begins a new timeline on a restored table. */
@Command(
    name = "restored",
    mixinStandardHelpOptions = true,
    description = {
      "Begins a new timeline on a restored table, and tells consumers which histories are cut off.",
      "Run it before the service and the relay use the table. A second run for the same moment "
          + "changes nothing, and continues an interrupted one."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every history that is cut off is announced",
      "1:DynamoDB or Kinesis failed; run it again",
      "2:a wrong option or file",
      "3:some histories can't be read; repair them and name them with --accounts"
    })
class RestoredCommand implements Callable<Integer> {
  private static final int SOME_UNREADABLE = 3;
  private static final Duration STEP = Duration.ofSeconds(30);

  @Option(
      names = "--at",
      required = true,
      description = "The moment to which the table was restored, such as 2026-01-31T12:00:00Z.")
  Instant at;

  @ArgGroup(multiplicity = "1")
  Known known;

  @Option(
      names = "--timeline",
      defaultValue = "2",
      description =
          "The lowest number for the timeline, if consumers know higher ones than this table.")
  int least;

  @Option(
      names = "--rate",
      defaultValue = "500",
      description = "The most events to publish in a second (default: ${DEFAULT-VALUE}).")
  int rate;

  @Spec CommandSpec spec;

  @Inject EventStore<Account, AccountEvent> store;

  @Inject DynamoDbAsyncClient client;

  @Inject StoreConfig config;

  @Inject KinesisPublisher kinesis;

  @Inject Timelines timelines;

  @Inject AccountScan scan;

  @Inject TableSize size;

  @Inject Clock clock;

  /** The source of the published versions. */
  static class Known {
    @Option(names = "--from-table", description = "The table that was in use before the restore.")
    String table;

    @Option(
        names = "--accounts",
        description =
            "A file with the accounts that have later events in the lake, one on each line.")
    Path file;

    @Option(
        names = "--all-accounts",
        description =
            "Announces every account of this table, but misses those opened after the moment.")
    boolean all;
  }

  @Override
  public Integer call() throws IOException {
    check();
    var accounts = known.file == null ? List.<StreamId>of() : accounts();
    var timeline = begin();
    var restoration = new Restoration(store, new Cursors(client, config), kinesis, timeline, rate);
    try (var progress = Progress.begin("Restored", known.file == null ? size.rows() : 0)) {
      work(restoration, "restored-" + timeline.number(), accounts, progress).await().indefinitely();
    }
    System.out.printf(
        "Timeline %d began at %s. This run announced %d histories that are cut off.%n",
        timeline.number(), at, restoration.rewound());
    return restoration.unreadable() == 0 ? 0 : SOME_UNREADABLE;
  }

  private void check() {
    if (rate < 1) {
      throw wrong("--rate must be 1 or more");
    }
    if (at.isAfter(clock.instant())) {
      throw wrong("--at is in the future");
    }
    if (known.file != null && !Files.isReadable(known.file)) {
      throw wrong("--accounts names no file that can be read");
    }
    if (config.table().name().equals(known.table)) {
      throw wrong("--from-table names the restored table itself");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<StreamId> accounts() throws IOException {
    return Files.readAllLines(known.file).stream().map(this::account).toList();
  }

  private StreamId account(String line) {
    return AccountIds.parse(line.strip())
        .map(AccountIds::stream)
        .orElseThrow(() -> wrong(known.file + " has a line that is no account: " + line));
  }

  private OldTable old() {
    return new OldTable(client, new OtherTable(config, known.table));
  }

  private Timeline begin() {
    var above = known.table == null ? Uni.createFrom().item(Timeline.FIRST) : ofOldTable();
    return above
        .map(timeline -> Math.max(least, timeline.number() + 1))
        .chain(number -> timelines.raise(at, number, Deadline.in(STEP)))
        .await()
        .indefinitely();
  }

  private Uni<Timeline> ofOldTable() {
    return old().timelines().current(Deadline.in(STEP));
  }

  private Uni<Void> work(
      Restoration restoration, String name, List<StreamId> accounts, Progress progress) {
    if (known.file != null) {
      return restoration.of(accounts, PublishedVersions.UNKNOWN);
    }
    if (known.all) {
      return scan.over(
          name, page -> restoration.of(page, PublishedVersions.UNKNOWN), progress::rows);
    }
    var old = old();
    var oldScan = new AccountScan(old.accounts(), new Checkpoints(client, config), clock);
    return scan.over(name, page -> restoration.of(page, old), progress::rows)
        .chain(
            () ->
                oldScan.over(
                    name + "-opened-later",
                    page -> restoration.of(page, PublishedVersions.OPENED),
                    rows -> {}));
  }
}
