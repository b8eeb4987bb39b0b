package dev.passbook.deploy.observability;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Checks that Prometheus and Grafana can read the rules and the dashboard, and that the guide
 * explains each alert.
 */
class ObservabilityTest {
  private static final Pattern DURATION = Pattern.compile("([0-9]+(ms|[smhdwy]))+");
  private static final Pattern RECORDED = Pattern.compile("[a-z_]+:[a-z_]+:[a-z0-9_]+");
  private static final Pattern MISSING_NATIVELY =
      Pattern.compile("jvm_(gc|buffer)_.*|jvm_memory_usage_after_gc");
  private static final Set<String> OF_AN_ALERT =
      Set.of("alert", "expr", "for", "labels", "annotations");

  @Test
  void everyRuleHasExactlyTheRequiredMembers() {
    Set<String> names = new HashSet<>();
    for (Map<String, Object> group : Observability.groups()) {
      assertTrue(Set.of("name", "interval", "rules").containsAll(group.keySet()), group::toString);
      assertTrue(names.add((String) group.get("name")), group::toString);
    }
    for (Map<String, Object> rule : Observability.rules()) {
      assertTrue(names.add(Observability.name(rule)), rule::toString);
      if (rule.containsKey("record")) {
        assertEquals(Set.of("record", "expr"), rule.keySet());
        assertTrue(RECORDED.matcher(Observability.name(rule)).matches(), rule::toString);
      } else {
        assertAlert(rule);
      }
    }
  }

  private static void assertAlert(Map<String, Object> rule) {
    assertTrue(OF_AN_ALERT.containsAll(rule.keySet()), rule::toString);
    assertTrue(DURATION.matcher((String) rule.getOrDefault("for", "1m")).matches(), rule::toString);
    Map<?, ?> labels = (Map<?, ?>) rule.get("labels");
    Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
    assertEquals(Set.of("severity"), labels.keySet());
    assertTrue(Set.of("page", "ticket").contains(labels.get("severity")), rule::toString);
    assertEquals(Set.of("runbook_url", "summary", "description"), annotations.keySet());
  }

  @Test
  void theGuideExplainsEachAlert() throws IOException {
    String guide = Files.readString(Path.of("deploy", "README.md"));

    for (Map<String, Object> rule : Observability.rules()) {
      if (rule.containsKey("alert")) {
        assertTrue(guide.contains("| `" + rule.get("alert") + "` |"), Observability.name(rule));
      }
    }
  }

  /**
   * A burn-rate alert needs a long window to be sure and a short one that ends with the problem.
   */
  @Test
  void eachBudgetAlertUsesTwoWindows() {
    long pairs =
        Observability.rules().stream()
            .filter(rule -> Observability.name(rule).contains("Burn"))
            .map(rule -> Query.parse("", (String) rule.get("expr")).selectors().size())
            .peek(windows -> assertEquals(0, windows % 2))
            .mapToInt(windows -> windows / 2)
            .sum();

    assertTrue(pairs >= 5);
  }

  @Test
  void everyPanelUsesTheDatasourceAndOverlapsNoOther() {
    JsonNode dashboard = Observability.dashboard();
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      assertTrue(ids.add(panel.path("id").asInt()), panel::toString);
      JsonNode place = panel.path("gridPos");
      assertTrue(place.path("x").asInt() + place.path("w").asInt() <= 24, panel::toString);
      assertTrue(taken.add(List.of(place.path("x").asInt(), place.path("y").asInt())));
      if (!panel.path("type").asText().equals("row")) {
        assertEquals("${datasource}", panel.at("/datasource/uid").asText());
        assertFalse(panel.path("targets").isEmpty(), panel::toString);
      }
    }
    assertTrue(ids.size() > 20);
  }

  /**
   * A native executable reports neither collections nor buffers, so such a panel would stay empty.
   */
  @Test
  void noQueryUsesAMetricThatANativeExecutableLacks() {
    for (Query query : Observability.queries()) {
      query
          .selectors()
          .forEach(
              selector ->
                  assertFalse(
                      MISSING_NATIVELY.matcher(selector.metric()).matches(),
                      () -> query.where() + " asks for " + selector.metric()));
    }
  }

  /** Debian's package "prometheus" contains promtool. Without it, only the tests above run. */
  @Test
  void promtoolAcceptsEveryRuleAndQuery() throws Exception {
    String rules = promtool("check", "rules", Observability.RULES.toString());
    assertTrue(rules.contains("SUCCESS: " + Observability.rules().size() + " rules"), rules);

    Path queries = Files.createTempFile(Path.of("target"), "dashboard-", ".yaml");
    Files.writeString(queries, asRules());
    String taken = promtool("check", "rules", queries.toString());
    assertTrue(taken.contains("SUCCESS"), taken);
  }

  @Test
  void promtoolConfirmsThatAlertsFireWhenTheyShould() throws Exception {
    Path histories = Path.of("src", "test", "resources", "promtool", "rules.yaml");

    String result = promtool("test", "rules", histories.toString());

    assertTrue(result.contains("SUCCESS"), result);
  }

  private static String asRules() {
    StringBuilder file = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
    int number = 0;
    for (String expression : new TreeMap<>(Observability.expressions()).values()) {
      file.append("      - record: dashboard:query:").append(number++).append("\n        expr: '");
      file.append(expression.replace("'", "''").replace("\n", " ")).append("'\n");
    }
    return file.toString();
  }

  private static String promtool(String... arguments) throws Exception {
    Optional<Path> tool =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(tool.isPresent(), "promtool is not on this machine");
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(tool.get().toString()), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(30, SECONDS), output);
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}
