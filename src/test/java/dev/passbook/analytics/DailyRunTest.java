package dev.passbook.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.analytics.StateMachineRun.Failed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the daily reports' state machine on a bucket in memory, with failures of AWS. */
class DailyRunTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/Passbook";
  private static final Map<String, String> SCHEDULED =
      Map.of("scheduledAt", "2026-02-01T02:15:00Z");

  private final TreeMap<String, String> bucket = new TreeMap<>();
  private final List<Object> published = new ArrayList<>();
  private final TreeSet<String> broken = new TreeSet<>();
  private String exportStatus;
  private int attempts;
  private int looks;

  @BeforeEach
  void anExportTakesTwoLooks() {
    exportStatus = "COMPLETED";
  }

  private void run(StateMachine machine, Map<String, String> input) throws Failed {
    new StateMachineRun(machine, this::answer).run(input);
  }

  private Object answer(String resource, Map<?, ?> arguments) throws Failed {
    return switch (resource.substring(resource.indexOf(":::") + 3)) {
      case "aws-sdk:dynamodb:exportTableToPointInTime" ->
          Map.of("ExportDescription", Map.of("ExportArn", TABLE + "/export/e-1"));
      case "aws-sdk:dynamodb:describeExport" ->
          Map.of(
              "ExportDescription",
              Map.of("ExportStatus", ++looks < 2 ? "IN_PROGRESS" : exportStatus));
      case "aws-sdk:athena:getNamedQuery" ->
          Map.of("NamedQuery", Map.of("QueryString", "SELECT " + arguments.get("NamedQueryId")));
      case "aws-sdk:s3:listObjectsV2" -> listed(arguments.get("Prefix").toString());
      case "aws-sdk:s3:deleteObjects" -> {
        var objects = (List<?>) ((Map<?, ?>) arguments.get("Delete")).get("Objects");
        objects.forEach(object -> bucket.remove(((Map<?, ?>) object).get("Key")));
        yield Map.of();
      }
      case "athena:startQueryExecution.sync" -> query(arguments);
      case "athena:getQueryResults" ->
          Map.of("ResultSet", Map.of("Rows", List.of(row("_col0"), row("2"))));
      case "aws-sdk:cloudwatch:putMetricData" -> {
        var datum = (Map<?, ?>) ((List<?>) arguments.get("MetricData")).get(0);
        published.add(((Number) datum.get("Value")).intValue());
        yield Map.of();
      }
      default -> throw new AssertionError(resource);
    };
  }

  private static Map<String, ?> row(String value) {
    return Map.of("Data", List.of(Map.of("VarCharValue", value)));
  }

  /** Returns an answer like S3's, which has no contents where there is nothing. */
  private Object listed(String prefix) {
    var keys = bucket.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    return keys.isEmpty()
        ? Map.of("KeyCount", 0)
        : Map.of("Contents", keys.stream().map(key -> Map.of("Key", key)).toList());
  }

  /** Writes a file, or half of one before it fails. It refuses a folder that is not empty. */
  private Object query(Map<?, ?> arguments) throws Failed {
    var sql = arguments.get("QueryString").toString();
    if (sql.startsWith("UNLOAD")) {
      var folder = sql.replaceAll(".* TO 's3://LakeName/(.*)' WITH .*", "$1");
      var report = folder.split("/")[1];
      if (bucket.keySet().stream().anyMatch(key -> key.startsWith(folder))) {
        throw new Failed("not empty: " + folder);
      }
      bucket.put(folder + "part-" + attempts++, arguments.get("ExecutionParameters").toString());
      if (broken.contains(report)) {
        throw new Failed("Athena.QueryFailed");
      }
    }
    return Map.of("QueryExecution", Map.of("QueryExecutionId", "q-1"));
  }

  private List<String> reports(String day) {
    return bucket.keySet().stream()
        .filter(key -> key.contains("/" + day + "/"))
        .map(key -> key.split("/")[1])
        .toList();
  }

  private static List<String> allBut(Report... left) {
    return Arrays.stream(Report.values())
        .filter(report -> !List.of(left).contains(report))
        .map(Report::title)
        .sorted()
        .toList();
  }

  @Test
  void withoutATableAllReportsButTheReconciliationAreMade() throws Failed {
    run(StateMachine.read(), SCHEDULED);

    assertEquals(allBut(Report.RECONCILIATION), reports("2026-01-31"));
    assertEquals(List.of(), published);
  }

  @Test
  void withATableTheReconciliationUsesTheNewExportAndItsCountIsPublished() throws Failed {
    run(StateMachine.read().with("TableArn", TABLE), SCHEDULED);

    assertEquals(allBut(), reports("2026-01-31"));
    assertTrue(bucket.toString().contains("'2026-01-31T23:59:59.999Z', 'e-1'"), bucket::toString);
    assertEquals(List.of(2), published);
  }

  @Test
  void aSecondRunReplacesWhatTheFirstOneLeft() throws Failed {
    run(StateMachine.read(), Map.of("day", "2025-12-24"));
    var before = List.copyOf(bucket.keySet());
    run(StateMachine.read(), Map.of("day", "2025-12-24"));

    assertEquals(allBut(Report.RECONCILIATION), reports("2025-12-24"));
    assertTrue(before.stream().noneMatch(bucket::containsKey));
  }

  @Test
  void aReportThatFailsIsRetriedAndNamedAndStopsNoOther() {
    broken.add("daily-movements");
    var failed = assertThrows(Failed.class, () -> run(StateMachine.read(), SCHEDULED));

    assertEquals("2026-01-31: daily-movements", failed.getMessage());
    assertEquals(allBut(Report.RECONCILIATION), reports("2026-01-31"));
    assertEquals(allBut(Report.RECONCILIATION).size() + 2, attempts, "with two retries");
  }

  @Test
  void anExportThatFailsOrNeverEndsLeavesOutTheReconciliationAlone() {
    for (var status : List.of("FAILED", "IN_PROGRESS")) {
      exportStatus = status;
      bucket.clear();
      looks = 0;
      var machine = StateMachine.read().with("TableArn", TABLE);
      var failed = assertThrows(Failed.class, () -> run(machine, SCHEDULED));

      assertEquals("2026-01-31: the export of the table", failed.getMessage());
      assertEquals(allBut(Report.RECONCILIATION), reports("2026-01-31"));
      assertTrue(looks <= 60, "at most two hours");
    }
  }
}
