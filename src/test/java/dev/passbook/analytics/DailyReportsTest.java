package dev.passbook.analytics;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.GuideTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the stack that makes the reports each day, as far as possible without AWS. */
class DailyReportsTest {
  /** Above this, CloudFormation takes a template only from a bucket. */
  private static final int LARGEST_TEMPLATE = 51_200;

  private static final ReportRows.Span ANY =
      new ReportRows.Span("2026-01-01", "2026-01-31", "2026-01-01", "2026-01-31T00:00:00.000Z");

  private static final Template STACK = Template.reports();
  private static final StateMachine MACHINE = StateMachine.read();

  @TempDir private Path folder;

  @Test
  void eachTemplateCanBeDeployedFromTheFile() {
    for (var file : Template.FOLDER.toFile().listFiles()) {
      assertTrue(file.length() < LARGEST_TEMPLATE, file::toString);
    }
  }

  @Test
  void everyStateIsReachedAndLeadsSomewhere() {
    assertEquals(List.of(), MACHINE.looseEnds());
    assertTrue(MACHINE.states().size() > 15);
  }

  @ParameterizedTest
  @EnumSource
  void everyReportIsMadeWithTheParametersItAsksFor(Report report) {
    var item = items().get(report.title());
    var marks = report.sql().replaceAll("--.*", "").chars().filter(c -> c == '?').count();

    assertEquals(marks, item.get("parameters").size());
    assertEquals(report.parameters(ANY).length, item.get("parameters").size());
    assertEquals(
        report.title(), STACK.properties(item.at("/query/Ref").asText()).get("Name").asText());
    assertEquals(Report.values().length, items().size());
  }

  private static Map<String, JsonNode> items() {
    return StreamSupport.stream(
            MACHINE.states().get("MakeReports").get("Items").spliterator(), false)
        .collect(toMap(item -> item.get("report").asText(), item -> item));
  }

  /** Otherwise, Athena could not read what a run left. */
  @ParameterizedTest
  @EnumSource
  void theTableOfAReportHasItsColumnsAndItsFolder(Report report) throws SQLException {
    var input =
        STACK.propertiesOf("AWS::Glue::Table").stream()
            .map(table -> table.get("TableInput"))
            .filter(table -> table.get("Name").asText().equals(tableOf(report)))
            .findFirst()
            .orElseThrow();
    try (var reports = new DuckDb(new Lake(folder).prepared())) {
      var columns = new LinkedHashMap<String, String>();
      reports
          .columns(report, report.parameters(ANY))
          .forEach((name, type) -> columns.put(name, type.replace("HUGEINT", "BIGINT")));

      assertEquals(columns, STACK.columns(tableOf(report), List.of()));
      assertEquals(
          List.copyOf(columns.keySet()),
          List.copyOf(STACK.columns(tableOf(report), List.of()).keySet()));
    }
    assertEquals(
        "s3://${LakeName}/reports/" + report.title() + "/${!report_day}/",
        input.at("/Parameters/storage.location.template/Fn::Sub").asText());
    assertEquals("report_day", input.at("/PartitionKeys/0/Name").asText());
  }

  private static String tableOf(Report report) {
    return "report_" + report.title().replace('-', '_');
  }

  /** Each action belongs to a state or to what Athena and DynamoDB do on its behalf. */
  @Test
  void theRunHasTheRightsThatItsStatesNeed() {
    var needed = new TreeSet<String>();
    for (var state : MACHINE.states().values()) {
      if (state.get("Type").asText().equals("Task")) {
        needed.addAll(actionsOf(state.get("Resource").asText()));
      }
    }
    var granted = new TreeSet<>(actions(STACK.properties("DailyReportsRole").get("Policies")));
    granted.addAll(actions(STACK.properties("ExportPolicy")));
    granted.removeAll(
        Set.of(
            "glue:GetDatabase",
            "glue:GetPartitions",
            "glue:GetTable",
            "s3:AbortMultipartUpload",
            "s3:GetBucketLocation",
            "s3:GetObject",
            "s3:ListBucketMultipartUploads",
            "s3:ListMultipartUploadParts",
            "s3:PutObject",
            "s3:PutObjectAcl"));

    assertEquals(needed, granted);
  }

  private static Set<String> actionsOf(String resource) {
    return switch (resource.substring(resource.indexOf(":::") + 3)) {
      // A run that waits for a query looks at it, and stops it when the run is stopped.
      case "athena:startQueryExecution.sync" ->
          Set.of(
              "athena:StartQueryExecution",
              "athena:GetQueryExecution",
              "athena:StopQueryExecution");
      case "athena:getQueryResults" -> Set.of("athena:GetQueryResults");
      case "aws-sdk:athena:getNamedQuery" -> Set.of("athena:GetNamedQuery");
      case "aws-sdk:cloudwatch:putMetricData" -> Set.of("cloudwatch:PutMetricData");
      case "aws-sdk:dynamodb:describeExport" -> Set.of("dynamodb:DescribeExport");
      case "aws-sdk:dynamodb:exportTableToPointInTime" ->
          Set.of("dynamodb:ExportTableToPointInTime");
      case "aws-sdk:s3:deleteObjects" -> Set.of("s3:DeleteObject");
      case "aws-sdk:s3:listObjectsV2" -> Set.of("s3:ListBucket");
      default -> throw new AssertionError("no rights are known for " + resource);
    };
  }

  private static Set<String> actions(JsonNode policies) {
    return policies.findValues("Action").stream()
        .flatMap(
            action ->
                action.isTextual()
                    ? Arrays.stream(new String[] {action.asText()})
                    : StreamSupport.stream(action.spliterator(), false).map(JsonNode::asText))
        .collect(toSet());
  }

  /** A run may read everything in the lake, but change only what reports left. */
  @Test
  void theRunDeletesReportsAloneAndNothingIsGrantedOnEverything() {
    for (var statement :
        STACK.properties("DailyReportsRole").at("/Policies/2/PolicyDocument/Statement")) {
      if (statement.toString().contains("s3:DeleteObject")) {
        assertTrue(statement.at("/Resource/Fn::Sub").asText().endsWith("${LakeName}/reports/*"));
      }
    }
    for (var role : STACK.propertiesOf("AWS::IAM::Role")) {
      for (var statement :
          role.findValues("Statement").stream().flatMap(DailyReportsTest::each).toList()) {
        assertTrue(
            !statement.path("Resource").asText().equals("*") || statement.has("Condition"),
            statement::toString);
        assertFalse(statement.path("Action").toString().contains("*"), statement::toString);
      }
    }
  }

  private static java.util.stream.Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Test
  void theScheduleStartsARunAndKeepsWhatItCouldNotStart() {
    var schedule = STACK.properties("EveryDay");
    var target = schedule.get("Target");
    var role = STACK.properties("EveryDayRole").toString();

    assertEquals("DailyReports", target.at("/Arn/Ref").asText());
    assertEquals(
        "{\"scheduledAt\": \"<aws.scheduler.scheduled-time>\"}", target.get("Input").asText());
    assertEquals("NotStarted", target.at("/DeadLetterConfig/Arn/Fn::GetAtt/0").asText());
    assertTrue(target.at("/RetryPolicy/MaximumRetryAttempts").asInt() > 0);
    assertEquals("ReportsTimeZone", schedule.at("/ScheduleExpressionTimezone/Ref").asText());
    assertTrue(role.contains("states:StartExecution") && role.contains("sqs:SendMessage"));
    assertTrue(
        STACK.properties("NotStarted").get("MessageRetentionPeriod").asInt() > 7 * 24 * 3_600);
  }

  @Test
  void everyAlarmNotifiesATopicAndIsInTheGuide() {
    var explained =
        GuideTables.in("Analytics").stream()
            .map(row -> GuideTables.code(row.get(0)))
            .collect(toSet());
    var alarms = 0;
    for (var stack : List.of(Template.lake(), STACK)) {
      for (var resource : stack.resources().properties()) {
        if (resource.getValue().get("Type").asText().equals("AWS::CloudWatch::Alarm")) {
          alarms++;
          assertTrue(explained.contains(resource.getKey()), resource.getKey());
          var properties = resource.getValue().get("Properties");
          assertTrue(properties.get("AlarmActions").toString().contains("AlarmTopicArn"));
          assertTrue(properties.get("AlarmDescription").asText().contains("src/docs/runbooks.md"));
        }
      }
    }
    assertEquals(5, alarms);
  }

  /** Missing data means that no run succeeded, so this alarm must fire on it. */
  @Test
  void aDayWithoutReportsIsNoticed() {
    var alarm = STACK.properties("ReportsMissingAlarm");
    var hours = alarm.get("EvaluationPeriods").asInt();

    assertEquals("ExecutionsSucceeded", alarm.get("MetricName").asText());
    assertEquals("breaching", alarm.get("TreatMissingData").asText());
    assertEquals(3_600, alarm.get("Period").asInt());
    assertTrue(hours > 24 && hours < 48, "after a day, and before two");
    assertEquals(hours, alarm.get("DatapointsToAlarm").asInt());
  }

  @Test
  void theDashboardReadsWhatTheReportsLeft() {
    var names = Arrays.stream(Report.values()).map(DailyReportsTest::tableOf).collect(toSet());
    for (var set : Template.dashboard().propertiesOf("AWS::QuickSight::DataSet")) {
      var table = set.at("/PhysicalTableMap/table");
      var query = table.at("/CustomSql/SqlQuery/Fn::Sub").asText();
      var name =
          query.isEmpty()
              ? table.at("/RelationalTable/Name").asText()
              : query.replaceAll("(?s).*?FROM \\$\\{Database}\\.(\\w+).*", "$1");

      assertTrue(names.contains(name), name);
      var known = STACK.columns(name, List.of());
      table.findValues("Name").stream()
          .map(JsonNode::asText)
          .filter(column -> !column.equals(name) && !column.equals("newest"))
          .forEach(column -> assertTrue(known.containsKey(column), name + "." + column));
    }
  }
}
