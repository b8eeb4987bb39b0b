package dev.passbook.lambda;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks the lines that the packaged function prints for CloudWatch's embedded metrics. */
class EmbeddedMetricsIT {
  private static final Pattern IN_TEMPLATE =
      Pattern.compile("Namespace: Passbook\\s+MetricName: (\\w+)|\"Passbook\", \"(\\w+)\"");

  private ApiGateway gateway;
  private FunctionProcess function;

  @BeforeEach
  void start() {
    gateway = new ApiGateway(Payload.ofTheBuild());
    gateway.start(0);
    function =
        FunctionProcess.start(
            gateway,
            Map.of(
                "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE",
                DynamoDbLocalResource.endpoint().toString(),
                "PASSBOOK_TABLE_CREATE",
                "true"));
  }

  @AfterEach
  void stop() throws IOException {
    function.close();
    gateway.close();
  }

  @Test
  void onlyAVersionConflictAndAnUnreadableHistoryPrintALine() throws Exception {
    String id = opened();
    credit(id);
    invoke(Event.of("GET", "/accounts/" + id));
    assertThat(lines(), equalTo(List.of()));

    put(
        id,
        3,
        Map.of(
            "Type",
            text("BalanceCredited"),
            "CommandId",
            text("another's"),
            "Amount",
            number("1"),
            "Balance",
            number("2"),
            "Currency",
            text("EUR")));
    credit(id);
    JsonNode lost = line(0);
    assertThat(lost.path("RacesLost").asDouble(), equalTo(1.0));
    assertThat(lost.path("FunctionName").asText(), equalTo("passbook"));
    JsonNode directive = lost.at("/_aws/CloudWatchMetrics/0");
    assertThat(directive.path("Namespace").asText(), equalTo("Passbook"));
    assertThat(directive.at("/Dimensions/0/0").asText(), equalTo("FunctionName"));
    assertThat(directive.at("/Metrics/0/Name").asText(), equalTo("RacesLost"));
    assertThat(directive.at("/Metrics/0/Unit").asText(), equalTo("Count"));
    assertThat(lost.at("/_aws/Timestamp").isIntegralNumber(), equalTo(true));

    put(id, 5, Map.of("Type", text("BalanceDoubled"), "CommandId", text("another's")));
    invoke(Event.of("GET", "/accounts/" + id));
    assertThat(line(1).path("InternalErrors").asDouble(), equalTo(1.0));
    assertThat(line(1).has("RacesLost"), equalTo(false));
    assertThat(
        "the failure's line leads to the gateway's access log",
        function.output(),
        containsString("\"gatewayRequestId\":\"" + Event.gatewaysRequestId() + '"'));
  }

  @Test
  void everyMetricOfTheTemplateIsPrinted() throws IOException {
    List<String> printed = Stream.of(AlarmMetric.values()).map(AlarmMetric::metric).toList();
    List<String> used =
        IN_TEMPLATE
            .matcher(Files.readString(Path.of("deploy", "lambda", "template.yaml")))
            .results()
            .map(hit -> hit.group(1) == null ? hit.group(2) : hit.group(1))
            .toList();

    assertThat(used, not(equalTo(List.of())));
    used.forEach(metric -> assertThat(printed, hasItem(metric)));
  }

  private JsonNode line(int number) {
    await().atMost(30, SECONDS).until(() -> lines().size() > number);
    return lines().get(number);
  }

  private List<JsonNode> lines() {
    return function
        .output()
        .lines()
        .filter(line -> line.contains("\"_aws\""))
        .map(Invocation::json)
        .filter(EmbeddedMetricsIT::isCausedByRows)
        .toList();
  }

  /** A slow database also causes retries, which print lines of their own. */
  private static boolean isCausedByRows(JsonNode line) {
    return line.has("RacesLost") || line.has("InternalErrors");
  }

  private static void put(String account, int version, Map<String, AttributeValue> event) {
    DynamoDbLocalResource.client()
        .putItem(
            put ->
                put.tableName("Passbook")
                    .item(
                        Map.of(
                            "StreamId", text("account-" + account),
                            "Version", number(Integer.toString(version)),
                            "At", text("2099-01-01T00:00:00.000Z"),
                            "Events", AttributeValue.fromL(List.of(AttributeValue.fromM(event))))))
        .join();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(String value) {
    return AttributeValue.fromN(value);
  }

  private String opened() throws Exception {
    return Invocation.json(invoke(Event.of("POST", "/accounts")).get("body").asText())
        .get("id")
        .asText();
  }

  private void credit(String id) throws Exception {
    JsonNode answer =
        invoke(Event.of("POST", "/accounts/" + id + "/credits").body("{\"amount\":1}"));
    assertThat(answer.toString(), answer.path("statusCode").asInt(), equalTo(201));
  }

  private JsonNode invoke(Event event) throws IOException {
    return Invocation.of(gateway, event.toString());
  }
}
