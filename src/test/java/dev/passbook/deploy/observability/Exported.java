package dev.passbook.deploy.observability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks queries against the exported metrics, labels, and values of Passbook's own labels. */
public final class Exported {
  /** The labels that Prometheus adds to every scraped target. */
  private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

  private final List<Exposition.Sample> samples;
  private final Map<String, Set<String>> series;

  private Exported(List<Exposition.Sample> samples) {
    this.samples = samples;
    this.series = new HashMap<>(new Exposition(samples).series());
    series.put("up", Set.of());
    Observability.rules().stream()
        .filter(rule -> rule.containsKey("record"))
        .forEach(rule -> series.put(Observability.name(rule), Set.of()));
  }

  /** Returns the metrics that this service and the relay export. */
  public static Exported by(Exposition service) {
    return new Exported(
        Stream.concat(service.samples().stream(), Exposition.ofTheRelay().samples().stream())
            .toList());
  }

  public void answers(Query query) {
    for (var selector : query.selectors()) {
      var metric = selector.metric();
      assertTrue(series.containsKey(metric), query.where() + " asks for " + metric);
      selector.labels().forEach((label, wanted) -> has(query, metric, label, wanted));
    }
    var labels =
        query.selectors().stream()
            .flatMap(selector -> series.get(selector.metric()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    labels.addAll(OF_THE_TARGET);
    assertTrue(
        labels.containsAll(query.groupings()),
        () -> query.where() + " sums by " + query.groupings() + " of " + labels);
  }

  private void has(Query query, String metric, String label, Query.Matcher wanted) {
    if (OF_THE_TARGET.contains(label)) {
      return;
    }
    var description = query.where() + " asks for " + metric + " by " + label + wanted;
    assertTrue(series.get(metric).contains(label), description);
    if (metric.startsWith("passbook_") || label.equals("le")) {
      assertTrue(
          samples.stream()
              .filter(sample -> sample.name().equals(metric))
              .anyMatch(sample -> wanted.matches(sample.labels().getOrDefault(label, ""))),
          description);
    }
  }
}
