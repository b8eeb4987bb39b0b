package dev.passbook.streaming.relay;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.ChainCutOver;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.integrity.AccountChecks;
import dev.passbook.integrity.PublishedEvents;
import dev.passbook.integrity.TableVerification;
import dev.passbook.integrity.Verification;
import dev.passbook.streaming.AccountScan;
import dev.passbook.streaming.Checkpoints;
import dev.passbook.streaming.Cursors;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks the histories of all accounts, or of those that are named. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks histories against themselves: versions, times, balances, holds, snapshots, chains,"
            + " both legs of each transfer, and the relay's cursors. It writes each finding to the"
            + " standard output, one a line, with stream and version, and goes on.",
    exitCodeOnExecutionException = VerifyCommand.NOT_FINISHED,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything is checked, and there are no findings",
      "1:everything is checked, and there are findings",
      "2:a wrong option, or the check could not finish"
    })
class VerifyCommand implements Callable<Integer> {
  static final int NOT_FINISHED = 2;

  private static final int WITH_FINDINGS = 1;
  private static final Duration STEP = Duration.ofSeconds(30);

  @Option(
      names = "--account",
      description = "One account. Repeat the option for several. The default is all accounts.")
  List<UUID> accounts;

  @Option(
      names = "--name",
      description = "The run's name. The same name continues an interrupted run.")
  String name;

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "The most rows to read in a second (default: ${DEFAULT-VALUE}).")
  int rate;

  @Option(names = "--json", description = "Writes each finding as a JSON object.")
  boolean json;

  @Option(
      names = "--against",
      description =
          "Also compares the table with published events, in a folder of export or of the lake.")
  Path published;

  @Option(
      names = "--record-cut-over",
      description =
          "Records the start of this run as the cut-over of the chain. From then on, verify and"
              + " GET /accounts/{id}/integrity report each later row without a chain.")
  boolean recordsCutOver;

  @Spec CommandSpec spec;

  @Inject CommitLog<Account, AccountEvent> log;

  @Inject EventStore<Account, AccountEvent> store;

  @Inject Cursors cursors;

  @Inject ChainCutOver cutOver;

  @Inject AccountScan scan;

  @Inject Checkpoints checkpoints;

  @Inject TableSize size;

  @Inject Clock clock;

  @Override
  public Integer call() {
    checkOptions();
    var copy = published();
    var run = name == null ? Timestamp.format(clock.instant()) : name;
    try {
      return verify(run, copy);
    } catch (RuntimeException e) {
      say("The check could not finish: " + FailureText.of(e));
      if (accounts == null) {
        say("To continue it, add --name " + run);
      }
      return NOT_FINISHED;
    }
  }

  private void checkOptions() {
    if (rate < 1) {
      throw wrong("--rate must be 1 or more");
    }
    if (accounts != null && (name != null || recordsCutOver)) {
      throw wrong("--name and --record-cut-over are for all accounts");
    }
  }

  private PublishedEvents published() {
    try {
      return published == null ? PublishedEvents.none() : PublishedEvents.read(published);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw wrong("--against: " + FailureText.of(e));
    }
  }

  private int verify(String run, PublishedEvents copy) {
    var start = clock.instant();
    var recorded = cutOver.find(Deadline.in(STEP)).await().indefinitely();
    var from = recorded.orElse(recordsCutOver ? start : null);
    var findings = new FindingLines(spec.commandLine().getOut(), json);
    var checks = new AccountChecks(log, store, cursors);
    var verification = new Verification(checks, from, copy, rate, findings::write);
    if (accounts == null) {
      verifyAll(run, verification);
    } else {
      var some = accounts.stream().distinct().map(AccountIds::stream).toList();
      verification.of(some).await().indefinitely();
    }
    if (recordsCutOver) {
      record(start, verification);
    }
    say(
        "Checked %d streams with %d events: %d findings"
            .formatted(verification.streams(), verification.events(), verification.findings()));
    if (name != null && verification.streams() == 0) {
      say("Nothing was left of the run %s. To check again, add another --name".formatted(run));
    }
    return verification.findings() == 0 ? 0 : WITH_FINDINGS;
  }

  private void verifyAll(String run, Verification verification) {
    try (var progress = Progress.begin("Verify " + run, size.rows())) {
      new TableVerification(scan, checkpoints, clock, verification)
          .run(run, progress::rows)
          .await()
          .indefinitely();
    }
  }

  private void record(Instant start, Verification verification) {
    if (verification.isChainedAfterCutOver()) {
      var moment = cutOver.record(start, Deadline.in(STEP)).await().indefinitely();
      say("The cut-over of the chain is " + Timestamp.format(moment));
    } else {
      say("No cut-over is recorded, since rows are still written without a chain");
    }
  }

  private void say(String line) {
    var err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
