package dev.passbook.bench;

import dev.passbook.bench.load.Load;
import dev.passbook.bench.load.Slice;
import dev.passbook.bench.report.Plots;
import dev.passbook.bench.report.Plots.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Draws the findings as plots. */
final class Drawings {
  static final String ALONE = "alone.png";
  static final String THROUGHPUT = "throughput.png";
  static final String PERCENTILES = "percentiles.png";
  static final String EVENTS = "growth-events.png";
  static final String ACCOUNTS = "growth-accounts.png";

  /** The share of slower requests: half of them at the median, then 1 in 10, 100, 1,000. */
  private static final List<Double> SLOWER =
      List.of(0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001);

  private final Findings findings;
  private final Results results;
  private final Path folder;

  Drawings(Findings findings, Path folder) {
    this.findings = findings;
    this.results = findings.results;
    this.folder = folder;
  }

  void save() throws IOException {
    bars(ALONE, "One request at a time: p50", "ms", Operations.ALONE, Slice::p50);
    bars(THROUGHPUT, "Concurrency 32", "a second", Operations.MANY, Slice::perSecond);
    percentiles();
    if (findings.growth != null) {
      growth(EVENTS, "By the length of the history", "events", findings.growth.byEvents());
      growth(ACCOUNTS, "By the number of accounts", "accounts", findings.growth.byAccounts());
    }
  }

  private void bars(
      String file, String title, String unit, Load load, ToDoubleFunction<Slice> figure)
      throws IOException {
    var runs =
        findings.operations.everyday().stream()
            .flatMap(subject -> findings.find(subject, load).stream())
            .toList();
    if (runs.isEmpty()) {
      return;
    }
    var series = new LinkedHashMap<String, List<Double>>();
    series.put(
        "the bare SDK's call",
        runs.stream().map(run -> results.median(run.floor(), figure)).toList());
    series.put("Passbook", runs.stream().map(run -> results.median(run, figure)).toList());
    var names = runs.stream().map(run -> run.subject().name()).toList();
    Plots.bars(folder.resolve(file), title, unit, names, series);
  }

  private void percentiles() throws IOException {
    var arriving = Operations.arriving(findings.plan);
    var lines = new Tables(findings).under(arriving).stream().map(this::tail).toList();
    if (!lines.isEmpty()) {
      var title = arriving.name() + ": latency from the intended start";
      Plots.percentiles(folder.resolve(PERCENTILES), title, lines);
    }
  }

  private Line tail(Run run) {
    var latencies =
        SLOWER.stream().map(slower -> results.percentile(run, 100 * (1 - slower))).toList();
    return new Line(run.subject().name(), SLOWER, latencies, run.isFloor());
  }

  private void growth(String file, String title, String what, Map<String, Map<Integer, Run>> lines)
      throws IOException {
    var drawn =
        lines.entrySet().stream()
            .map(line -> Line.of(line.getKey(), medians(line.getValue()), isFloor(line)))
            .toList();
    Plots.growth(folder.resolve(file), title, what, drawn);
  }

  private Map<Integer, Double> medians(Map<Integer, Run> line) {
    return line.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                point -> results.median(point.getValue(), Slice::p50),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private static boolean isFloor(Map.Entry<String, Map<Integer, Run>> line) {
    return line.getValue().values().iterator().next().isFloor();
  }
}
