package dev.passbook.operations;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Warns at the start of environment variables that look like settings and are none. Without the
 * warning, nobody would notice that a misspelt name leaves the default in force.
 */
@Singleton
class SettingNames {
  private static final Logger LOG = Logger.getLogger(SettingNames.class);
  private static final String PREFIX = "PASSBOOK_";

  /** The settings for which any value of their type is valid. */
  private static final Set<String> WITHOUT_A_CHECK =
      Set.of(
          "PASSBOOK_TABLE_WATCH_ENABLED",
          "PASSBOOK_WARM_UP_WITHIN_START",
          "PASSBOOK_RELAY_LEASES_TABLE",
          "PASSBOOK_RELAY_LEASES_FAILOVER");

  /** The variables that Kubernetes sets in every pod for a Service with a name like ours. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("PASSBOOK_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT)|PORT)(_[A-Z0-9_]+)?");

  void start(@Observes StartupEvent event) {
    warnings(System.getenv().keySet()).forEach(LOG::warn);
  }

  /** Returns a line for each of these variables that is no setting. */
  static List<String> warnings(Collection<String> variables) {
    var known = known();
    return variables.stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .filter(name -> !SERVICE_LINK.matcher(name).matches())
        .sorted()
        .map(name -> warning(name, known))
        .toList();
  }

  /** Returns the names of all settings, those of the relay included. */
  static Set<String> known() {
    return Stream.concat(
            WITHOUT_A_CHECK.stream(),
            Stream.of(Setting.values())
                .map(Setting::variable)
                .filter(name -> name.startsWith(PREFIX)))
        .collect(Collectors.toSet());
  }

  private static String warning(String name, Set<String> known) {
    var hint = nearest(name, known).map(near -> "; the nearest name is " + near).orElse("");
    return name.replaceAll("[^A-Za-z0-9_]", "?")
        + " is not a setting of Passbook and has no effect"
        + hint;
  }

  /**
   * Returns the setting with the fewest letters to change, if most letters agree. One that begins
   * like this name, or ends earlier, comes first.
   */
  private static Optional<String> nearest(String name, Set<String> known) {
    var wanted = name.toUpperCase(Locale.ROOT);
    return known.stream()
        .filter(each -> distance(wanted, each) <= (each.length() - PREFIX.length()) / 2 + 1)
        .min(
            Comparator.<String, Boolean>comparing(
                    each -> !each.startsWith(wanted) && !wanted.startsWith(each))
                .thenComparing(each -> distance(wanted, each))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Computes Levenshtein's distance. */
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        var change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
