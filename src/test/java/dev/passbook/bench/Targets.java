package dev.passbook.bench;

import static dev.passbook.bench.report.Figures.decimals;
import static dev.passbook.bench.report.Figures.times;
import static dev.passbook.bench.report.Figures.whole;

import dev.passbook.bench.Costs.Cost;
import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Slice;
import dev.passbook.bench.report.MarkdownTable;
import java.util.Optional;

/**
 * The service's targets, and the measurements of the 2019 Node demo of the same idea on a similar
 * machine.
 */
final class Targets {
  private static final String NOT_MEASURED = "not measured";

  private final Findings findings;
  private final Operations operations;
  private final MarkdownTable table =
      new MarkdownTable("what", "the Node demo of 2019", "target", "measured", "met");

  private Targets(Findings findings) {
    this.findings = findings;
    this.operations = findings.operations;
  }

  static MarkdownTable of(Findings findings) {
    var targets = new Targets(findings);
    targets.costs();
    targets.ratios();
    targets.hotAccount();
    return targets.table;
  }

  private void costs() {
    row(
        "calls, write units, read units of a warm withdrawal",
        "2, 2.22, 1",
        "1, 1.0, 0",
        findings.costs.of("withdrawal").map(Targets::callsWritesReads),
        findings.costs.of("withdrawal").map(Targets::isOneCallAndOneUnit));
  }

  private void ratios() {
    ratio(operations.withdrawal, "3.9 ×", 1.6);
    ratio(operations.balance, "2.3 ×", 1.6);
    var many = findings.find(operations.withdrawal, Operations.MANY);
    var throughput = many.map(run -> findings.results.ratio(run, Slice::perSecond));
    row(
        "withdrawals at concurrency 32, throughput against bare PutItem",
        "0.22 ×",
        "≥ 0.75 ×",
        throughput.map(ratio -> times(ratio)),
        throughput.map(ratio -> ratio >= 0.75));
    cpu(operations.withdrawal, "0.74 ms", 0.25);
    cpu(operations.balance, "0.38 ms", 0.20);
  }

  private void hotAccount() {
    var run = findings.find(operations.hotAccount, Operations.CROWD);
    var perSecond = run.map(hot -> findings.results.median(hot, Slice::perSecond));
    row(
        "hot account, concurrency 20: credits a second, where all succeed",
        "85 to 100",
        "≥ 1,000",
        perSecond.map(rate -> whole(rate)),
        perSecond.map(rate -> rate >= 1_000));
    var counted = findings.costs.of(Costs.HOT);
    row(
        "hot account: calls and write units a credit, counted on the wire",
        "6.6, 2.22 for each that succeeds",
        "≤ 0.3, ≤ 0.3",
        counted.map(cost -> decimals(2, cost.calls()) + ", " + decimals(2, cost.writeUnits())),
        counted.map(cost -> cost.calls() <= 0.3 && cost.writeUnits() <= 0.3));
    var rows = run.map(findings::batches);
    row(
        "the same at full speed, told from the rows",
        "",
        "≤ 0.3, ≤ 0.3",
        rows.map(all -> decimals(2, 1 / all.eventsARow()) + ", " + decimals(2, all.unitsAnEvent())),
        rows.map(all -> 1 / all.eventsARow() <= 0.3 && all.unitsAnEvent() <= 0.3));
  }

  private void ratio(Subject subject, String node, double most) {
    var ratio =
        findings
            .find(subject, Operations.ALONE)
            .map(run -> findings.results.ratio(run, Slice::p50));
    row(
        subject.name() + " at concurrency 1, p50 against the bare call",
        node,
        "≤ " + most + " ×",
        ratio.map(measured -> times(measured)),
        ratio.map(measured -> measured <= most));
  }

  private void cpu(Subject subject, String node, double most) {
    var used =
        findings.find(subject, Operations.MANY).map(run -> findings.results.cpu(run, Cpu::service));
    row(
        "service CPU a " + subject.name() + ", concurrency 32",
        node,
        "≤ " + decimals(2, most) + " ms",
        used.map(Targets::millis),
        used.map(millis -> millis <= most));
    var floors =
        findings
            .find(subject, Operations.MANY)
            .map(run -> findings.results.cpu(run.floor(), Cpu::generator));
    row(
        "the same, against what a bare call costs the generator here",
        "",
        "",
        used.flatMap(own -> floors.map(bare -> times(own / bare) + " of " + millis(bare))),
        Optional.empty());
  }

  private void row(
      String what, String node, String target, Optional<String> measured, Optional<Boolean> isMet) {
    table.row(
        what,
        node,
        target,
        measured.orElse(NOT_MEASURED),
        isMet.map(met -> met ? "yes" : "no").orElse(""));
  }

  private static String millis(double value) {
    return decimals(2, value) + " ms";
  }

  private static String callsWritesReads(Cost cost) {
    return decimals(2, cost.calls())
        + ", "
        + decimals(2, cost.writeUnits())
        + ", "
        + decimals(2, cost.readUnits());
  }

  /** Compares to the printed digits. */
  private static boolean isOneCallAndOneUnit(Cost cost) {
    return cost.calls() < 1.005 && cost.writeUnits() < 1.005 && cost.readUnits() < 0.005;
  }
}
