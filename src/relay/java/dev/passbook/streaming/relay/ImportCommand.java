package dev.passbook.streaming.relay;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Holder;
import dev.passbook.banking.BankingConfig;
import dev.passbook.eventstore.EventStore;
import dev.passbook.moves.importing.CsvHistories;
import dev.passbook.moves.importing.DemoTable;
import dev.passbook.moves.importing.Import;
import dev.passbook.moves.importing.ImportReport;
import dev.passbook.moves.importing.ImportRules;
import dev.passbook.moves.importing.ImportedAccount.Outcome;
import dev.passbook.moves.importing.OldAccounts;
import dev.passbook.moves.importing.OpeningBalances;
import dev.passbook.moves.importing.UnreadableSource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Imports the accounts of an earlier system. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Imports accounts. A second run changes nothing, and continues an interrupted one.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all accounts are imported",
      "1:DynamoDB can't be used; run it again",
      "2:a wrong option or file",
      "3:some are left out"
    })
class ImportCommand implements Callable<Integer> {
  private static final int SOME_LEFT_OUT = 3;

  @ArgGroup(multiplicity = "1")
  From from;

  @Option(names = "--endpoint", description = "The endpoint of the table to import from.")
  URI endpoint;

  @Option(names = "--at", description = "The moment of the opening balances.")
  Instant at;

  @Option(names = "--source", description = "The earlier system's name; ids are derived from it.")
  String source;

  @Option(names = "--currency", description = "The currency of accounts that name none.")
  String currency;

  @Option(
      names = "--holder",
      description = "The holder of the imported accounts, as tenant:subject.")
  String holder;

  @Option(
      names = "--accept-doubts",
      description = "Also imports accounts whose rows contradict each other, as the amounts say.")
  boolean doubtful;

  @Option(names = "--dry-run", description = "Writes nothing and reports what it would do.")
  boolean dryRun;

  @Option(names = "--report", description = "A new file for the whole report in JSON.")
  Path report;

  @Spec CommandSpec spec;

  @Inject EventStore<Account, AccountEvent> store;

  @Inject SourceTables tables;

  @Inject BankingConfig banking;

  @Inject Clock clock;

  /** Where the accounts come from. */
  static class From {
    @Option(names = "--from-table", description = "A table of the event-sourcing demo of 2019.")
    String table;

    @Option(names = "--from-csv", description = "A CSV file with a line for each event.")
    Path csv;

    @Option(names = "--opening-balances", description = "A CSV file with a line for each account.")
    Path balances;
  }

  @Override
  public Integer call() throws IOException {
    var rules = rules();
    checkOptions();
    try {
      return run(rules, accounts());
    } catch (UnreadableSource e) {
      throw wrong(e.getMessage());
    }
  }

  private int run(ImportRules rules, OldAccounts accounts) throws IOException {
    var ids = accounts.ids().await().indefinitely();
    var work = new Import(store, rules, dryRun);
    try (var progress = Progress.begin("Import", " accounts", ids.size())) {
      var done = work.of(accounts, ids, progress::step).await().indefinitely();
      write(done);
      return done.count(Outcome.LEFT_OUT) == 0 ? 0 : SOME_LEFT_OUT;
    }
  }

  private ImportRules rules() {
    var name = source == null ? usualName() : source;
    var code = currency == null ? banking.currency() : currency;
    return new ImportRules(name, code, holder(), clock.instant(), doubtful);
  }

  private String usualName() {
    if (from.table != null) {
      return "table:" + from.table;
    }
    return from.csv == null ? "opening-balances" : "csv";
  }

  private Holder holder() {
    if (holder == null) {
      return null;
    }
    var colon = holder.indexOf(':');
    var tenant = holder.substring(0, Math.max(0, colon));
    var subject = holder.substring(colon + 1);
    if (!Holder.isName(tenant) || !Holder.isName(subject)) {
      throw wrong("--holder must be like tenant:subject");
    }
    return new Holder(tenant, subject);
  }

  private void checkOptions() {
    if ((at == null) != (from.balances == null)) {
      throw wrong("--opening-balances and --at need each other");
    }
    if (endpoint != null && from.table == null) {
      throw wrong("--endpoint needs --from-table");
    }
    if (report != null && Files.exists(report)) {
      throw wrong(report + " exists");
    }
  }

  private OldAccounts accounts() {
    if (from.table != null) {
      return new DemoTable(tables.client(endpoint), from.table);
    }
    return from.csv == null ? OpeningBalances.read(from.balances, at) : CsvHistories.read(from.csv);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void write(ImportReport done) throws IOException {
    if (report != null) {
      try (var writer = Files.newBufferedWriter(report)) {
        done.writeTo(writer);
      }
    }
    var out = spec.commandLine().getOut();
    out.print(done.text());
    out.flush();
  }
}
