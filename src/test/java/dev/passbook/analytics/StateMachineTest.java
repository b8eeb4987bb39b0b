package dev.passbook.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evaluates the expressions of the daily reports' state machine. */
class StateMachineTest {
  private static final StateMachine MACHINE = StateMachine.read();

  private static Object value(
      String state, String pointer, Map<String, ?> states, Map<String, ?> variables) {
    return MACHINE.evaluate(MACHINE.states().get(state).at(pointer), states, variables);
  }

  @ParameterizedTest
  @CsvSource({
    "scheduledAt, 2026-01-31T02:15:00Z, 2026-01-30",
    "scheduledAt, 2026-03-01T00:15:00Z, 2026-02-28",
    "scheduledAt, 2026-01-01T23:59:59Z, 2025-12-31",
    "day, 2025-06-01, 2025-06-01"
  })
  void aRunIsForTheLastWholeDayOrTheOneThatWasAskedFor(String name, String given, String day) {
    var states = Map.of("input", Map.of(name, given));

    assertEquals(day, value("ChooseDay", "/Assign/day", states, Map.of()));
  }

  @Test
  void theReportsAskForTheDay() {
    var items =
        (List<?>)
            value("MakeReports", "/Items", Map.of(), Map.of("day", "2026-01-31", "export", "e1"));

    assertEquals(List.of("2026-01-31"), parameters(items, Report.BALANCES));
    assertEquals(List.of("2026-01-31", "2026-01-31"), parameters(items, Report.DAILY_MOVEMENTS));
    assertEquals(List.of("2025-11-02"), parameters(items, Report.DORMANT_ACCOUNTS));
    assertEquals(
        List.of("2026-01-31T23:59:59.999Z", "2026-01-31T23:59:59.999Z", "e1"),
        parameters(items, Report.RECONCILIATION));
  }

  private static Object parameters(List<?> items, Report report) {
    return items.stream()
        .map(item -> (Map<?, ?>) item)
        .filter(item -> item.get("report").equals(report.title()))
        .findFirst()
        .orElseThrow()
        .get("parameters");
  }

  @Test
  void whatAnEarlierRunLeftIsRemoved() {
    for (var keys : List.of(List.of("one"), List.of("one", "two"))) {
      var listed =
          Map.of(
              "input",
              Map.of("Contents", keys.stream().map(key -> Map.of("Key", key, "Size", 1)).toList()));

      assertEquals(true, value("AreThereEarlierFiles", "/Choices/0/Condition", listed, Map.of()));
      assertEquals(
          Map.of("Objects", keys.stream().map(key -> Map.of("Key", key)).toList()),
          value("RemoveEarlierFiles", "/Arguments/Delete", listed, Map.of()));
    }
    assertEquals(
        false,
        value("AreThereEarlierFiles", "/Choices/0/Condition", Map.of("input", Map.of()), Map.of()));
  }

  @Test
  void theRowsGoToTheFolderOfReportAndDay() {
    var item =
        Map.of(
            "input",
            Map.of("report", "balances"),
            "result",
            Map.of("NamedQuery", Map.of("QueryString", "SELECT ?")));
    var folder = value("ReadSql", "/Assign/folder", item, Map.of("day", "2026-01-31"));
    var made = Map.of("sql", "SELECT ?", "folder", folder, "parameters", List.of("2026-01-31"));

    assertEquals("reports/balances/2026-01-31/", folder);
    assertEquals(
        "UNLOAD (SELECT ?) TO 's3://LakeName/reports/balances/2026-01-31/' WITH (format = 'PARQUET')",
        value("Unload", "/Arguments/QueryString", Map.of(), made));
    assertEquals(
        List.of("'2026-01-31'"), value("Unload", "/Arguments/ExecutionParameters", Map.of(), made));
    assertEquals(
        List.of("'a'", "'b'"),
        value(
            "Unload",
            "/Arguments/ExecutionParameters",
            Map.of(),
            Map.of("parameters", List.of("a", "b"))));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 2"})
  void theReportsThatFailedAreNamed(int failures, int named) {
    var outcomes =
        Arrays.stream(Report.values())
            .map(
                report ->
                    report.ordinal() < failures
                        ? Map.of("report", report.title(), "error", "Athena")
                        : Map.of("report", report.title()))
            .toList();
    var failed =
        (List<?>) value("MakeReports", "/Assign/failed", Map.of("result", outcomes), Map.of());
    var variables = Map.of("failed", failed, "exportFailed", false, "day", "2026-01-31");

    assertEquals(named, failed.size());
    assertEquals(named > 0, value("AreAllMade", "/Choices/0/Condition", Map.of(), variables));
    if (failures == 2) {
      assertEquals(
          "2026-01-31: balances, total-balances",
          value("ReportsAreMissing", "/Cause", Map.of(), variables));
    }
  }

  @Test
  void theExportsNameIsTheLastPartOfItsArn() {
    var arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/Passbook/export/0170-abc";

    assertEquals(
        "0170-abc",
        value("IsExported", "/Choices/0/Assign/export", Map.of(), Map.of("exportArn", arn)));
  }

  @Test
  void theNumberOfDifferencesIsReadFromTheSecondRow() {
    var cell = List.of(Map.of("VarCharValue", "_col0"));
    var rows = List.of(Map.of("Data", cell), Map.of("Data", List.of(Map.of("VarCharValue", "3"))));

    assertEquals(
        3,
        ((Number)
                value(
                    "ReadCount",
                    "/Output",
                    Map.of("result", Map.of("ResultSet", Map.of("Rows", rows))),
                    Map.of()))
            .intValue());
  }
}
