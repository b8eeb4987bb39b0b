package dev.passbook.bench;

import static dev.passbook.bench.report.Figures.decimals;
import static dev.passbook.bench.report.Figures.whole;

import dev.passbook.bench.load.Load;
import dev.passbook.bench.load.Slice;
import dev.passbook.bench.report.Machine;
import dev.passbook.bench.report.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the findings to files and to the terminal. */
final class Report {
  private final Findings findings;
  private final Tables tables;
  private final StringBuilder text = new StringBuilder();

  private Report(Findings findings) {
    this.findings = findings;
    this.tables = new Tables(findings);
  }

  /** Writes all files, and returns the report's text. */
  static String write(Findings findings, Path folder) throws IOException {
    Files.createDirectories(folder);
    var text = new Report(findings).text();
    Files.writeString(folder.resolve("benchmark.md"), text);
    new Drawings(findings, folder).save();
    if (findings.plan.isWhole() && !findings.plan.quick()) {
      Files.writeString(folder.resolve("measurements.md"), MeasurementsPage.of(findings));
    }
    return text;
  }

  private String text() {
    text.append("# The benchmark\n\n").append(conditions());
    section("Against the targets", Targets.of(findings));
    for (var load : List.of(Operations.ALONE, Operations.FEW, Operations.MANY, Operations.CROWD)) {
      section("Closed loop, " + load.name(), tables.latencies(load));
      section(null, tables.cpu(load));
    }
    arriving(Operations.arriving(findings.plan));
    section("The hot account in the table", tables.batches());
    section("What DynamoDB charges, counted on the wire by AWS's rules", tables.costs());
    if (findings.growth != null) {
      section("As histories grow", tables.growth("events", findings.growth.byEvents()));
      section("As accounts become many", tables.growth("accounts", findings.growth.byAccounts()));
    }
    section("The fold and the codec", tables.scores());
    findings.faults().forEach(fault -> text.append("\n**").append(fault).append("**\n"));
    return text.toString();
  }

  private String conditions() {
    var plan = findings.plan;
    return Machine.describe()
        + ". Load average before: "
        + findings.loadBefore
        + ", after: "
        + Machine.load()
        + ".\nRounds: "
        + plan.rounds()
        + ", slices of "
        + decimals(1, plan.slice().toMillis() / 1000.0)
        + " s each, interleaved. p50, rates and CPU are medians over the rounds, ratios are medians"
        + " of each round's ratio, p90 and beyond are over all requests.\n"
        + "Resident memory of the service: "
        + whole(findings.residentMegabytes)
        + " MB. CPU is user and system time as the operating system counts it, in ticks of 10"
        + " ms.\n";
  }

  /** The generator's own lateness is part of every latency here, the floor's included. */
  private void arriving(Load load) {
    section("Fixed rate, " + load.name(), tables.latencies(load));
    var runs = tables.under(load);
    if (!runs.isEmpty()) {
      var lateness = findings.results.merged(runs.get(0), Slice::lateness);
      runs.stream()
          .skip(1)
          .forEach(run -> lateness.add(findings.results.merged(run, Slice::lateness)));
      text.append("\nLatencies count from the intended start. The generator itself was late by ")
          .append(decimals(3, Slice.millis(lateness, 50)))
          .append(" ms (p50) and ")
          .append(decimals(3, Slice.millis(lateness, 99)))
          .append(" ms (p99), and that is in them.\n");
    }
  }

  private void section(String title, MarkdownTable table) {
    if (!table.isEmpty()) {
      text.append(title == null ? "\n" : "\n## " + title + "\n\n").append(table);
    }
  }
}
