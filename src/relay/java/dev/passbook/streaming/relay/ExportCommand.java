package dev.passbook.streaming.relay;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.moves.exporting.CsvExport;
import dev.passbook.moves.exporting.EventFiles;
import dev.passbook.moves.exporting.Export;
import dev.passbook.moves.exporting.ExportFiles;
import dev.passbook.streaming.AccountScan;
import dev.passbook.streaming.Timelines;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Writes the histories of accounts into a folder. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes histories into files, as domain events or as CSV.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything is exported",
      "1:DynamoDB can't be used; run it again",
      "2:a wrong option",
      "3:some histories can't be read"
    })
class ExportCommand implements Callable<Integer> {
  private static final int SOME_UNREADABLE = 3;
  private static final Duration STEP = Duration.ofSeconds(30);

  @Option(names = "--to", required = true, description = "A folder that is empty or missing.")
  Path folder;

  @Option(
      names = "--format",
      required = true,
      description = "events (JSON, as in the data lake) or csv.")
  Format format;

  @Option(names = "--account", description = "One account. The default is all accounts.")
  UUID account;

  @Spec CommandSpec spec;

  @Inject EventStore<Account, AccountEvent> store;

  @Inject AccountScan scan;

  @Inject Timelines timelines;

  @Inject TableSize size;

  /** The form of the files. */
  enum Format {
    events,
    csv
  }

  @Override
  public Integer call() throws IOException {
    if (account != null && !exists()) {
      throw wrong("there is no account " + account);
    }
    var files = files();
    try (var progress = Progress.begin("Export", account == null ? size.rows() : 0)) {
      var export = new Export(store, files, progress::event);
      var done =
          account == null
              ? scan.over("export-" + Instant.now(), export::of, progress::rows)
              : export.of(List.of(AccountIds.stream(account)));
      done.await().indefinitely();
      return export.unreadable() == 0 ? 0 : SOME_UNREADABLE;
    }
  }

  private boolean exists() {
    return store
        .load(AccountIds.stream(account), Deadline.in(STEP))
        .await()
        .indefinitely()
        .exists();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private ExportFiles files() throws IOException {
    Files.createDirectories(folder);
    try (var present = Files.list(folder)) {
      if (present.findAny().isPresent()) {
        throw wrong(folder + " is not empty");
      }
    }
    if (format == Format.csv) {
      return new CsvExport(folder);
    }
    var timeline = timelines.current(Deadline.in(STEP)).await().indefinitely();
    return new EventFiles(folder, timeline);
  }
}
