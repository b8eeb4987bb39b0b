package dev.passbook.bench;

import static dev.passbook.bench.report.Figures.decimals;
import static dev.passbook.bench.report.Figures.times;
import static dev.passbook.bench.report.Figures.whole;

import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Load;
import dev.passbook.bench.load.Slice;
import dev.passbook.bench.report.MarkdownTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the findings as tables. */
final class Tables {
  private final Findings findings;
  private final Results results;

  Tables(Findings findings) {
    this.findings = findings;
    this.results = findings.results;
  }

  List<Run> under(Load load) {
    return results.runs().stream().filter(run -> isUnder(run, load)).toList();
  }

  /** Growth has separate lines, though it is measured under the same load. */
  private boolean isUnder(Run run, Load load) {
    return run.load().name().equals(load.name())
        && (findings.growth == null || !findings.growth.runs().contains(run));
  }

  MarkdownTable latencies(Load load) {
    var table =
        new MarkdownTable(
            "operation", "p50 ms", "p90", "p99", "p99.9", "p50 × floor", "a second", "× floor");
    for (var run : under(load)) {
      table.row(
          run.subject().name(),
          decimals(2, results.median(run, Slice::p50)),
          decimals(2, results.percentile(run, 90)),
          decimals(2, results.percentile(run, 99)),
          decimals(2, results.percentile(run, 99.9)),
          run.isFloor() ? "" : times(results.ratio(run, Slice::p50)),
          whole(results.median(run, Slice::perSecond)),
          run.isFloor() ? "" : times(results.ratio(run, Slice::perSecond)));
    }
    return table;
  }

  MarkdownTable cpu(Load load) {
    var table =
        new MarkdownTable("CPU ms a request", "service", "DynamoDB Local", "generator", "failed");
    for (var run : under(load)) {
      var besides = run.isFloor() || run.subject() == findings.operations.inTurn;
      table.row(
          run.subject().name(),
          besides ? "" : decimals(3, results.cpu(run, Cpu::service)),
          decimals(3, results.cpu(run, Cpu::database)),
          decimals(3, results.cpu(run, Cpu::generator)),
          Long.toString(results.failures(run)));
    }
    return table;
  }

  MarkdownTable costs() {
    var table =
        new MarkdownTable("a request", "calls", "read units", "write units", "counted", "failed");
    for (var cost : findings.costs.all()) {
      table.row(
          cost.operation(),
          decimals(2, cost.calls()),
          decimals(2, cost.readUnits()),
          decimals(2, cost.writeUnits()),
          Long.toString(cost.requests()),
          Long.toString(cost.failures()));
    }
    return table;
  }

  MarkdownTable batches() {
    var table =
        new MarkdownTable(
            "credits on one account, concurrency 20",
            "a second",
            "failed",
            "events a row",
            "most",
            "write units a credit",
            "a real partition allows, a second");
    Stream.of(findings.operations.hotAccount, findings.operations.inTurn)
        .flatMap(subject -> findings.find(subject, Operations.CROWD).stream())
        .forEach(run -> addBatches(run, table));
    return table;
  }

  private void addBatches(Run run, MarkdownTable table) {
    var batches = findings.batches(run);
    table.row(
        run.subject().name(),
        whole(results.median(run, Slice::perSecond)),
        Long.toString(results.failures(run)),
        decimals(1, batches.eventsARow()),
        Long.toString(batches.largest()),
        decimals(2, batches.unitsAnEvent()),
        whole(batches.partitionLimit()));
  }

  MarkdownTable growth(String what, Map<String, Map<Integer, Run>> lines) {
    var sizes = lines.values().iterator().next().keySet();
    var headings =
        Stream.concat(Stream.of("p50 ms"), sizes.stream().map(size -> whole(size) + " " + what));
    var table = new MarkdownTable(headings.toArray(String[]::new));
    lines.forEach((name, line) -> table.row(cells(name, line)));
    return table;
  }

  private String[] cells(String name, Map<Integer, Run> line) {
    var cells = line.values().stream().map(run -> decimals(2, results.median(run, Slice::p50)));
    return Stream.concat(Stream.of(name), cells).toArray(String[]::new);
  }

  MarkdownTable scores() {
    var table = new MarkdownTable("alone, in JMH", "ns", "±", "bytes allocated");
    for (var score : findings.scores) {
      table.row(
          score.name(), whole(score.nanos()), whole(score.error()), whole(score.bytesAllocated()));
    }
    return table;
  }
}
