package dev.passbook.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.deploy.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Checks that the Prometheus Operator gets the rules of {@code deploy/observability}, with links to
 * the runbooks.
 */
class AlertObjectsTest {
  private static final Path RULES = Path.of("deploy", "observability", "rules.yaml");
  private static final Path RULE =
      Path.of("deploy", "kubernetes", "components", "alerts", "prometheus-rule.yaml");
  private static final Path RUNBOOKS = Path.of("src", "docs", "runbooks.md");
  private static final String LINK = "runbook_url";

  private final JsonNode groups = StrictYaml.plain().document(RULE).at("/spec/groups");

  @Test
  void theObjectHasTheRules() {
    JsonNode withoutLinks = groups.deepCopy();
    alerts(withoutLinks).forEach(alert -> ((ObjectNode) alert.path("annotations")).remove(LINK));
    JsonNode rules = StrictYaml.plain().document(RULES).path("groups");
    alerts(rules).forEach(alert -> ((ObjectNode) alert.path("annotations")).remove(LINK));

    assertEquals(rules, withoutLinks, "run deploy/observability/prometheus-rule.sh");
  }

  @Test
  void eachAlertLinksToItsRunbook() {
    for (JsonNode alert : alerts(groups)) {
      String link = alert.at("/annotations/" + LINK).asText();
      assertTrue(link.matches("https://\\S+/runbooks\\.md#" + anchor(alert)), link);
    }
  }

  @Test
  void eachAlertHasARunbook() throws IOException {
    assumeTrue(Files.exists(RUNBOOKS), "no runbooks yet");
    Set<String> headings =
        Files.readAllLines(RUNBOOKS).stream()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceAll("[#`]", "").strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    alerts(groups).forEach(alert -> assertTrue(headings.contains(anchor(alert)), anchor(alert)));
  }

  private static String anchor(JsonNode alert) {
    return alert.path("alert").asText().toLowerCase(Locale.ROOT);
  }

  private static List<JsonNode> alerts(JsonNode groups) {
    return Kustomize.stream(groups)
        .flatMap(group -> Kustomize.stream(group.path("rules")))
        .filter(rule -> rule.has("alert"))
        .toList();
  }
}
