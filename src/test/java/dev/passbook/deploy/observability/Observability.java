package dev.passbook.deploy.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The dashboard and the rules under {@code deploy/observability}. */
public final class Observability {
  static final Path RULES = Path.of("deploy", "observability", "rules.yaml");
  static final Path DASHBOARD = Path.of("deploy", "observability", "dashboard.json");

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

  private Observability() {}

  /** Returns the expressions as Prometheus gets them, with values for the dashboard's variables. */
  static Map<String, String> expressions() {
    var expressions = new LinkedHashMap<String, String>();
    rules().forEach(rule -> expressions.put(name(rule), (String) rule.get("expr")));
    for (var panel : dashboard().path("panels")) {
      panel
          .path("targets")
          .forEach(
              target ->
                  expressions.put(
                      panel.path("title").asText() + " " + target.path("refId").asText(),
                      target.path("expr").asText().replace("$__rate_interval", "5m")));
    }
    return expressions;
  }

  public static List<Query> queries() {
    var queries = new ArrayList<Query>();
    expressions().forEach((where, text) -> queries.add(Query.parse(where, text)));
    for (var variable : dashboard().at("/templating/list")) {
      var asked = LABEL_VALUES.matcher(variable.path("query").asText());
      if (asked.matches()) {
        queries.add(
            Query.parse(
                "$" + variable.path("name").asText(),
                "sum by (%s) (%s)".formatted(asked.group(2), asked.group(1))));
      }
    }
    return queries;
  }

  static JsonNode dashboard() {
    try {
      return new ObjectMapper().readTree(DASHBOARD.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the members of each rule. */
  static List<Map<String, Object>> rules() {
    return groups().stream().flatMap(Observability::rules).toList();
  }

  @SuppressWarnings("unchecked") // If this isn't a list of mappings, the caller's cast fails.
  private static Stream<Map<String, Object>> rules(Map<String, Object> group) {
    return ((List<Map<String, Object>>) group.get("rules")).stream();
  }

  /** Refuses duplicate keys, as Prometheus does. */
  static List<Map<String, Object>> groups() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Map<String, List<Map<String, Object>>> file =
          new Yaml(new SafeConstructor(options)).load(Files.readString(RULES));
      return file.get("groups");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String name(Map<String, Object> rule) {
    return (String) rule.getOrDefault("alert", rule.get("record"));
  }
}
