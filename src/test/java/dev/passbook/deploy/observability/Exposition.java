package dev.passbook.deploy.observability;

import dev.passbook.streaming.RelayMetrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A service's exported metrics with their labels and values, as Prometheus reads them.
 *
 * @param samples in the order of the lines
 */
public record Exposition(List<Sample> samples) {
  private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern PART = Pattern.compile("_(bucket|sum|count|max)$");

  /** One line. An empty label counts as none. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  public static Exposition parse(String text) {
    return new Exposition(
        text.lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .map(Exposition::sample)
            .toList());
  }

  @SuppressWarnings("deprecation") // Quarkus brings this registry.
  public static Exposition ofTheRelay() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new RelayMetrics(registry, Clock.systemUTC());
    return parse(registry.scrape());
  }

  private static Sample sample(String line) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new AssertionError("no sample: " + line);
    }
    var labels = new TreeMap<String, String>();
    if (parts.group(2) != null) {
      LABEL.matcher(parts.group(2)).results().forEach(l -> labels.put(l.group(1), l.group(2)));
    }
    return new Sample(
        parts.group(1), labels, Double.parseDouble(parts.group(3).replace("Inf", "Infinity")));
  }

  /** Returns each name that a query can use, with all labels of its lines. */
  public Map<String, Set<String>> series() {
    return samples.stream()
        .collect(
            Collectors.groupingBy(
                Sample::name,
                TreeMap::new,
                Collectors.flatMapping(
                    sample -> sample.labels().keySet().stream(),
                    Collectors.toCollection(TreeSet::new))));
  }

  /** Returns the metrics as the guide lists them, without the parts of histograms. */
  public Map<String, Set<String>> metrics() {
    var metrics = new TreeMap<String, Set<String>>();
    series()
        .forEach(
            (name, labels) -> {
              var part = PART.matcher(name);
              var whole =
                  part.find() && isHistogram(part.replaceAll("")) ? part.replaceAll("") : name;
              metrics.computeIfAbsent(whole, each -> new TreeSet<>()).addAll(labels);
            });
    metrics.values().forEach(labels -> labels.remove("le"));
    return metrics;
  }

  private boolean isHistogram(String name) {
    return samples.stream().anyMatch(sample -> sample.name().equals(name + "_bucket"));
  }

  /** Returns the sum over all lines of a metric that have these labels. */
  public double sum(String name, String... labels) {
    var wanted = new HashMap<String, String>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.labels().entrySet().containsAll(wanted.entrySet()))
        .mapToDouble(Sample::value)
        .sum();
  }
}
