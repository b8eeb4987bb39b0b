package dev.passbook.deploy.observability;

import dev.passbook.deploy.GuideTables;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The metrics that the guide lists, with their labels. */
public final class GuidesMetrics {
  private GuidesMetrics() {}

  public static Map<String, Set<String>> all() {
    var metrics = new TreeMap<String, Set<String>>();
    GuideTables.in("Metrics")
        .forEach(row -> metrics.put(GuideTables.code(row.get(0)), GuideTables.codes(row.get(1))));
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
}
