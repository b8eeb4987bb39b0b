package dev.passbook.deploy.lambda;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that alarms and dashboard use metrics that AWS's services emit, with their dimensions. */
class AlarmsTest {
  private static final List<Template> STACKS = List.of(Template.read(), Template.table());

  private static final Map<String, String> DIMENSION =
      Map.of(
          "AWS/ApiGateway", "ApiId",
          "AWS/Lambda", "FunctionName",
          "AWS/DynamoDB", "TableName",
          "Passbook", "FunctionName");

  /** The last ones are the function's own; one of its tests checks that it prints them. */
  private static final Map<String, Set<String>> METRICS =
      Map.of(
          "AWS/ApiGateway", Set.of("Count", "4xx", "5xx", "Latency", "IntegrationLatency"),
          "AWS/Lambda",
              Set.of(
                  "ConcurrentExecutions",
                  "Duration",
                  "Errors",
                  "Invocations",
                  "IteratorAge",
                  "Throttles"),
          "AWS/DynamoDB",
              Set.of(
                  "ConditionalCheckFailedRequests",
                  "ConsumedReadCapacityUnits",
                  "ConsumedWriteCapacityUnits",
                  "ReadThrottleEvents",
                  "SystemErrors",
                  "TransactionConflict",
                  "WriteThrottleEvents"),
          "Passbook",
              Set.of(
                  "InternalErrors",
                  "OutcomesUnknown",
                  "RacesLost",
                  "Retries",
                  "SnapshotFallbacks",
                  "WritesRecognised"));

  @Test
  void everyMetricIsEmittedByItsService() throws JsonProcessingException {
    Set<List<String>> used = new HashSet<>();
    alarms().forEach(alarm -> metricsOf(alarm).forEach(metric -> used.add(inAlarm(metric))));
    JsonNode board =
        new ObjectMapper()
            .readTree(
                Template.substituted(
                    Template.read().properties("Dashboard").path("DashboardBody")));
    board.path("widgets").forEach(widget -> used.addAll(onBoard(widget.at("/properties/metrics"))));

    assertTrue(used.size() > 12, used::toString);
    for (List<String> metric : used) {
      assertEquals(DIMENSION.get(metric.get(0)), metric.get(2), metric::toString);
      assertTrue(METRICS.get(metric.get(0)).contains(metric.get(1)), metric::toString);
    }
  }

  @Test
  void expressionsUseTheMetricsOfTheirAlarm() {
    Pattern word = Pattern.compile("\\b[a-z]\\w*\\b");
    alarms().stream()
        .filter(alarm -> alarm.has("Metrics"))
        .forEach(
            alarm -> {
              Set<String> fetched = new TreeSet<>(alarm.path("Metrics").findValuesAsText("Id"));
              String expression = alarm.at("/Metrics/0/Expression").asText();
              fetched.remove(alarm.at("/Metrics/0/Id").asText());
              assertEquals(
                  fetched,
                  word.matcher(expression).results().map(hit -> hit.group()).collect(toSet()));
              assertEquals(1, alarm.path("Metrics").findValuesAsText("Expression").size());
            });
  }

  @Test
  void everyRequiredAlarmExistsAndNotifiesATopic() {
    String all = alarms().toString();

    for (String metric :
        List.of(
            "5xx",
            "Errors",
            "Throttles",
            "WriteThrottleEvents",
            "SystemErrors",
            "p99",
            "ConditionalCheckFailedRequests")) {
      assertTrue(all.contains('"' + metric + '"'), metric);
    }
    alarms()
        .forEach(
            alarm -> {
              assertEquals("notBreaching", alarm.path("TreatMissingData").asText());
              assertTrue(alarm.path("AlarmActions").toString().contains("AlarmTopicArn"));
              assertTrue(
                  alarm.path("DatapointsToAlarm").asInt()
                      <= alarm.path("EvaluationPeriods").asInt());
            });
  }

  @Test
  void theGuideExplainsEachAlarm() throws IOException {
    String guide = Files.readString(Path.of("deploy", "README.md"));
    for (Template stack : STACKS) {
      for (var resource : stack.tree().path("Resources").properties()) {
        if (resource.getValue().path("Type").asText().equals("AWS::CloudWatch::Alarm")) {
          assertTrue(guide.contains("| `" + resource.getKey() + "` |"), resource.getKey());
        }
      }
    }
  }

  private static List<JsonNode> alarms() {
    return STACKS.stream()
        .flatMap(stack -> stack.resources("AWS::CloudWatch::Alarm").stream())
        .map(alarm -> alarm.path("Properties"))
        .toList();
  }

  private static List<JsonNode> metricsOf(JsonNode alarm) {
    return alarm.has("MetricName") ? List.of(alarm) : alarm.findValues("Metric");
  }

  private static List<String> inAlarm(JsonNode metric) {
    return List.of(
        metric.path("Namespace").asText(),
        metric.path("MetricName").asText(),
        metric.at("/Dimensions/0/Name").asText());
  }

  /**
   * In a dashboard, a dot repeats the value of the metric above, and three dots repeat all its
   * values.
   */
  private static List<List<String>> onBoard(JsonNode metrics) {
    List<List<String>> read = new ArrayList<>();
    for (JsonNode metric : metrics) {
      if (!metric.get(0).asText().equals("...")) {
        read.add(
            List.of(
                spelledOut(metric, 0, read),
                spelledOut(metric, 1, read),
                spelledOut(metric, 2, read)));
      }
    }
    return read;
  }

  private static String spelledOut(JsonNode metric, int place, List<List<String>> above) {
    String text = metric.get(place).asText();
    return text.equals(".") ? above.get(above.size() - 1).get(place) : text;
  }
}
