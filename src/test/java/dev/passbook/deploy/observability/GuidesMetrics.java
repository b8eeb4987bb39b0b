package dev.passbook.deploy.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The metrics that the guide lists, with their labels. */
public final class GuidesMetrics {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|([^|]*)\\|([^|]+)\\|");
  private static final Pattern CODE = Pattern.compile("`(\\w+)`");

  private GuidesMetrics() {}

  public static Map<String, Set<String>> all() {
    var metrics = new TreeMap<String, Set<String>>();
    ROW.matcher(section())
        .results()
        .forEach(
            row -> {
              var labels = new TreeSet<String>();
              CODE.matcher(row.group(2)).results().forEach(label -> labels.add(label.group(1)));
              metrics.put(row.group(1), labels);
            });
    return metrics;
  }

  public static Map<String, Set<String>> ofTheService() {
    var metrics = all();
    metrics.keySet().removeIf(name -> name.startsWith("passbook_relay_"));
    return metrics;
  }

  public static Map<String, Set<String>> ofTheRelay() {
    var metrics = all();
    metrics
        .keySet()
        .retainAll(metrics.keySet().stream().filter(n -> n.startsWith("passbook_relay_")).toList());
    return metrics;
  }

  private static String section() {
    try {
      var guide = Files.readString(Path.of("deploy", "README.md"));
      int start = guide.indexOf("\n## Metrics\n");
      return guide.substring(start, guide.indexOf("\n## ", start + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
