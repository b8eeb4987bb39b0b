package dev.passbook.deploy.lambda;

import static dev.passbook.deploy.lambda.Template.names;
import static dev.passbook.deploy.lambda.Template.texts;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.RelaySettings;
import dev.passbook.deploy.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Checks the relay's stack as far as possible without AWS. {@link RelayFilterTest} checks its
 * filter.
 */
class RelayTemplateTest {
  /** Where the function's properties hold the event filter. */
  static final String FILTER = "/Events/TableStream/Properties/FilterCriteria";

  /** The time, in seconds, for which DynamoDB's streams keep records. */
  private static final int A_DAY = 86_400;

  private static final Template TEMPLATE = Template.relay();
  private static final JsonNode FUNCTION = TEMPLATE.properties("Function");
  private static final JsonNode SOURCE = FUNCTION.at("/Events/TableStream/Properties");

  @Test
  void theFunctionUsesTheBuiltArtefact() {
    assertEquals("provided.al2023", FUNCTION.path("Runtime").asText());
    assertEquals("bootstrap", FUNCTION.path("Handler").asText());
    assertEquals(Template.ref("Architecture"), FUNCTION.path("Architectures").get(0));
    assertEquals(
        Path.of("target", "function.zip"),
        Template.RELAY.resolveSibling(FUNCTION.path("CodeUri").asText()).normalize());
    assertEquals(Template.attribute("FunctionRole", "Arn"), FUNCTION.path("Role"));
    assertEquals(Template.ref("FunctionLog"), FUNCTION.at("/LoggingConfig/LogGroup"));
  }

  @Test
  void theRelayOrItsRuntimeKnowsEveryVariable() {
    Set<String> unknown = new TreeSet<>(names(variables()));
    unknown.removeAll(RelaySettings.all().keySet());

    assertEquals(Set.of("DISABLE_SIGNAL_HANDLERS", "QUARKUS_HTTP_HOST_ENABLED"), unknown);
    assertEquals(Template.ref("TableName"), variables().path("PASSBOOK_TABLE_NAME"));
    assertEquals(Template.ref("EventStreamName"), variables().path("PASSBOOK_RELAY_STREAM"));
    assertEquals(Template.ref("RecordEvents"), variables().path("PASSBOOK_RELAY_RECORD_EVENTS"));
    assertEquals("false", variables().path("PASSBOOK_TABLE_WATCH_ENABLED").asText());
  }

  @Test
  void theTablesStreamInvokesItFromTheOldestRecord() {
    assertEquals("DynamoDB", FUNCTION.at("/Events/TableStream/Type").asText());
    assertEquals(Template.ref("TableStreamArn"), SOURCE.path("Stream"));
    assertEquals("TRIM_HORIZON", SOURCE.path("StartingPosition").asText());
    assertEquals(1, FUNCTION.path("Events").size());
    assertEquals(1, TEMPLATE.properties("Function").at(FILTER + "/Filters").size());
    assertTrue(SOURCE.path("BatchSize").asInt() <= 1_000, "DynamoDB gives no more at once");
  }

  /** Only the failed records are retried, and one bad record doesn't block the others for long. */
  @Test
  void aFailedBatchIsReportedByRecordSplitAndDroppedAfterADay() {
    assertEquals(Set.of("ReportBatchItemFailures"), texts(SOURCE.path("FunctionResponseTypes")));
    assertTrue(SOURCE.path("BisectBatchOnFunctionError").asBoolean());
    assertEquals(A_DAY, SOURCE.path("MaximumRecordAgeInSeconds").asInt());
    assertEquals(-1, SOURCE.path("MaximumRetryAttempts").asInt(), "its age ends it, no count");
  }

  @Test
  void droppedRecordsGoToAQueueThatTheFunctionMayWriteTo() {
    JsonNode destination = SOURCE.at("/DestinationConfig/OnFailure");

    assertEquals("SQS", destination.path("Type").asText());
    assertEquals(Template.attribute("Failures", "Arn"), destination.path("Destination"));
    assertEquals(Set.of("sqs:SendMessage"), actions("failures", 0));
    assertEquals(Template.attribute("Failures", "Arn"), resource("failures", 0));
    JsonNode queue = TEMPLATE.properties("Failures");
    assertTrue(queue.path("MessageRetentionPeriod").asInt() > 7 * A_DAY);
    assertTrue(queue.path("SqsManagedSseEnabled").asBoolean());
  }

  @Test
  void besidesThePolicyOfTheTableItMayOnlyPublishLogAndTrace() {
    assertTrue(
        TEMPLATE
            .properties("FunctionRole")
            .path("ManagedPolicyArns")
            .toString()
            .startsWith("[{\"Ref\":\"RelayPolicyArn\"}"),
        "the table's stack has the rights on the table and its stream");
    assertEquals(Set.of("kinesis:PutRecord"), actions("events", 0));
    assertTrue(
        Template.substituted(resource("events", 0)).endsWith(":stream/EventStreamName"),
        "of the one stream");
    assertEquals(
        Set.of("events", "failures", "log", "traces"),
        policies().map(policy -> policy.path("PolicyName").asText()).collect(toSet()));
  }

  @Test
  void eventsOutliveTheStackAndAreEncrypted() {
    JsonNode events = TEMPLATE.tree().at("/Resources/Events");

    assertEquals("Retain", events.path("DeletionPolicy").asText());
    assertEquals("Retain", events.path("UpdateReplacePolicy").asText());
    assertEquals("KMS", events.at("/Properties/StreamEncryption/EncryptionType").asText());
  }

  @Test
  void anAlarmReportsALagLongBeforeTheStreamLosesRecords() {
    JsonNode alarm = TEMPLATE.properties("IteratorAgeAlarm");

    assertEquals("AWS/Lambda", alarm.path("Namespace").asText());
    assertEquals("IteratorAge", alarm.path("MetricName").asText());
    assertEquals("FunctionName", alarm.at("/Dimensions/0/Name").asText());
    assertEquals(Template.ref("Function"), alarm.at("/Dimensions/0/Value"));
    assertEquals("Maximum", alarm.path("Statistic").asText());
    assertTrue(alarm.path("Threshold").asLong() < A_DAY * 1_000L / 24, "in milliseconds");
  }

  @Test
  void anAlarmReportsDroppedRecords() {
    JsonNode alarm = TEMPLATE.properties("FailuresAlarm");

    assertEquals("AWS/SQS", alarm.path("Namespace").asText());
    assertEquals("ApproximateNumberOfMessagesVisible", alarm.path("MetricName").asText());
    assertEquals("QueueName", alarm.at("/Dimensions/0/Name").asText());
    assertEquals(Template.attribute("Failures", "QueueName"), alarm.at("/Dimensions/0/Value"));
    assertEquals(0, alarm.path("Threshold").asInt());
  }

  /** The metric counts a log line, so the filter must use the relay's exact words. */
  @Test
  void anAlarmReportsAParkedAccount() throws IOException {
    JsonNode filter = TEMPLATE.properties("ParkedCount");
    JsonNode metric = filter.at("/MetricTransformations/0");
    JsonNode alarm = TEMPLATE.properties("ParkedAlarm");
    String relay = Files.readString(Path.of("src/main/java/dev/passbook/streaming/Relay.java"));
    String words = filter.path("FilterPattern").asText().replace("\"", "");

    assertTrue(relay.contains("LOG.errorf(\"%s " + words + " %d: %s\""), words);
    assertEquals(Template.ref("FunctionLog"), filter.path("LogGroupName"));
    assertEquals(metric.path("MetricName"), alarm.path("MetricName"));
    assertEquals(metric.path("MetricNamespace"), alarm.path("Namespace"));
    assertEquals("Sum", alarm.path("Statistic").asText());
    assertEquals(0, alarm.path("Threshold").asInt());
  }

  @Test
  void everyAlarmNotifiesATopicAndIsInTheGuide() throws IOException {
    String guide = Files.readString(Path.of("deploy", "README.md"));

    for (String name : List.of("IteratorAgeAlarm", "FailuresAlarm", "ParkedAlarm")) {
      JsonNode alarm = TEMPLATE.properties(name);
      assertTrue(alarm.path("AlarmActions").toString().contains("AlarmTopicArn"), name);
      assertEquals("notBreaching", alarm.path("TreatMissingData").asText(), name);
      assertTrue(guide.contains("| `" + name + "` |"), name);
    }
    assertEquals(3, TEMPLATE.resources("AWS::CloudWatch::Alarm").size());
  }

  /**
   * The relay doesn't use the service's request budget, but a batch that times out is retried as a
   * whole.
   */
  @Test
  void aBatchHasMoreTimeThanARequest() {
    assertTrue(FUNCTION.path("Timeout").asInt() > ServiceSettings.requestTimeout().toSeconds());
    assertFalse(variables().has("PASSBOOK_REQUEST_TIMEOUT"));
  }

  private static Set<String> actions(String policy, int statement) {
    return texts(statement(policy, statement).path("Action"));
  }

  private static JsonNode resource(String policy, int statement) {
    return statement(policy, statement).path("Resource");
  }

  private static JsonNode statement(String policy, int statement) {
    return policies()
        .filter(candidate -> candidate.path("PolicyName").asText().equals(policy))
        .findFirst()
        .orElseThrow()
        .at("/PolicyDocument/Statement")
        .get(statement);
  }

  private static Stream<JsonNode> policies() {
    JsonNode policies = TEMPLATE.properties("FunctionRole").path("Policies");
    return StreamSupport.stream(policies.spliterator(), false);
  }

  private static JsonNode variables() {
    return FUNCTION.path("Environment").path("Variables");
  }
}
