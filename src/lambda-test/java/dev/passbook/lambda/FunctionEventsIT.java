package dev.passbook.lambda;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.io.IOException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Checks how the function treats the events that API Gateway sends. */
class FunctionEventsIT {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE",
          DynamoDbLocalResource.endpoint().toString(),
          "PASSBOOK_TABLE_CREATE",
          "true",
          "QUARKUS_DYNAMODB_ASYNC_CLIENT_CONNECTION_MAX_IDLE_TIME",
          "1s");

  private static ApiGateway gateway;
  private static FunctionProcess function;

  @BeforeAll
  static void start() {
    gateway = new ApiGateway(Payload.ofTheBuild());
    gateway.start(0);
    function = FunctionProcess.start(gateway, SETTINGS);
  }

  @AfterAll
  static void stop() throws IOException {
    function.close();
    gateway.close();
  }

  @Test
  void aFunctionHandlesItsFirstEventColdAndTheNextWarm() throws IOException {
    ApiGateway own = new ApiGateway(Payload.ofTheBuild());
    own.start(0);
    try (FunctionProcess cold = FunctionProcess.start(own, SETTINGS)) {
      JsonNode opened = invoke(own, Event.of("POST", "/accounts"));
      assertStatus(opened, 201);
      JsonNode read = invoke(own, Event.of("GET", Event.headerOf(opened, "Location")));
      assertStatus(read, 200);
      assertThat(cold.output(), body(read), equalTo(body(opened)));
    } finally {
      own.close();
    }
  }

  @Test
  void aBase64BodyEqualsAPlainOne() {
    String id = open();

    assertStatus(invoke(credit(id).body("{\"amount\":10.5,\"reference\":\"Jänner\"}")), 201);
    JsonNode second = invoke(credit(id).base64("{\"amount\":10.5,\"reference\":\"Jänner\"}"));

    assertStatus(second, 201);
    assertThat(body(second).get("reference").asText(), equalTo("Jänner"));
    assertThat(balance(id), equalTo("21.00"));
  }

  @Test
  void aLargeBodyIsRefusedInBase64Too() {
    String body = "{\"amount\":1,\"reference\":\"" + "x".repeat(17_000) + "\"}";

    assertProblem(invoke(credit(open()).body(body)), 413);
    assertProblem(invoke(credit(open()).base64(body)), 413);
  }

  /** A key may contain commas, and one deposit must not be mistaken for another's retry. */
  @Test
  void keysThatDifferAfterACommaAreDifferentKeys() {
    String id = open();
    List<String> ends = List.of(",b", ",c", ",", "", ",,", ", b");
    String start = UUID.randomUUID().toString();

    for (String end : ends) {
      Event event = credit(id).body("{\"amount\":1}").header("Idempotency-Key", start + end);
      JsonNode response = invoke(event);
      // A key must not contain a space.
      assertStatus(response, end.contains(" ") ? 400 : 201);
      assertThat(end, Event.headerOf(response, "Idempotency-Replayed"), equalTo(""));
    }
    assertThat(balance(id), equalTo("5.00"));

    JsonNode replay =
        invoke(credit(id).body("{\"amount\":1}").header("Idempotency-Key", start + ",c"));
    assertThat(Event.headerOf(replay, "Idempotency-Replayed"), equalTo("true"));
    assertThat(balance(id), equalTo("5.00"));
  }

  @Test
  void aRepeatedHeaderIsReadAsAList() {
    Event event = Event.of("GET", "/accounts/" + open()).header("Accept", "text/html", "*/*;q=0.1");

    assertStatus(invoke(event), 200);
  }

  /** The function sends its parts as one response. */
  @Test
  void aStatementIsWhole() {
    String id = open();
    assertStatus(invoke(credit(id).body("{\"amount\":1,\"reference\":\"Jänner\"}")), 201);
    String path = "/accounts/" + id + "/statements/" + YearMonth.now(ZoneOffset.UTC);

    JsonNode file = invoke(Event.of("GET", path).header("Accept", "text/csv"));

    assertStatus(file, 200);
    assertThat(Event.headerOf(file, "Content-Type"), startsWith("text/csv"));
    assertThat(file.get("isBase64Encoded").asBoolean(), equalTo(false));
    assertThat(file.get("body").asText(), startsWith("version,at,type,"));
    assertThat(file.get("body").asText(), endsWith(",1.00,1.00,Jänner\r\n"));
  }

  @Test
  void aRequestIdWithACommaIsReturned() {
    JsonNode response = invoke(Event.of("POST", "/accounts").header("X-Request-Id", "a,b"));

    assertThat(Event.headerOf(response, "X-Request-Id"), equalTo("a,b"));
  }

  /** The gateway's access log has its id, so the service's log must have it, too. */
  @Test
  void theGatewaysIdIsTheRequestsUnlessTheClientSendsOne() {
    JsonNode without = invoke(Event.of("POST", "/accounts"));
    JsonNode with = invoke(Event.of("POST", "/accounts").header("X-Request-Id", "the-clients"));
    JsonNode invalid = invoke(Event.of("POST", "/accounts").header("X-Request-Id", "a b"));

    assertThat(Event.headerOf(without, "X-Request-Id"), equalTo(Event.gatewaysRequestId()));
    assertThat(Event.headerOf(with, "X-Request-Id"), equalTo("the-clients"));
    assertThat(Event.headerOf(invalid, "X-Request-Id"), equalTo(Event.gatewaysRequestId()));
  }

  @Test
  void theQueryIsKeptBehindANamedStage() {
    String account = "/accounts/" + open();
    String path = Event.isRest() ? account : "/prod" + account;

    JsonNode past = invoke(Event.of("GET", path).query("version", "1").stage("prod"));
    JsonNode future = invoke(Event.of("GET", path).query("version", "2").stage("prod"));
    JsonNode unknown = invoke(Event.of("GET", path).query("verison", "1").stage("prod"));
    JsonNode page = invoke(Event.of("GET", path + "/events").query("limit", "1").stage("prod"));

    assertStatus(past, 200);
    assertProblem(future, 404);
    assertProblem(unknown, 400);
    assertThat(body(page).get("events").size(), equalTo(1));
  }

  @Test
  void theStageIsRemovedFromThePath() {
    String path = Event.isRest() ? "/accounts" : "/prod/accounts";

    JsonNode opened = invoke(Event.of("POST", path).stage("prod"));

    assertStatus(opened, 201);
    assertThat(Event.headerOf(opened, "Location"), startsWith("/accounts/"));
  }

  @Test
  @DisabledIfSystemProperty(named = "gateway", matches = "rest")
  void onlyTheEventsOwnStageIsRemovedAndOnlyOnce() {
    assertProblem(invoke(Event.of("POST", "/test/accounts").stage("prod")), 404);
    assertProblem(invoke(Event.of("POST", "/prod/prod/accounts").stage("prod")), 404);
    assertProblem(invoke(Event.of("POST", "/production/accounts").stage("prod")), 404);
  }

  @Test
  void anInvalidEventAffectsNoOther() {
    assertStatus(invoke(credit(open()).encodedBody("no base64!")), 500);
    assertStatus(invoke("{}"), 500);

    assertStatus(invoke(Event.of("POST", "/accounts")), 201);
  }

  @Test
  void problemsFollowTheContract() {
    JsonNode unknown = invoke(Event.of("GET", "/accounts/" + UUID.randomUUID()));

    assertProblem(unknown, 404);
    assertThat(
        body(unknown).get("type").asText(), equalTo("urn:passbook:problem:account-not-found"));
  }

  /** Lambda passes on a response once it is complete, but an event stream never completes. */
  @Test
  void eventsAreNotStreamed() {
    Event event =
        Event.of("GET", "/accounts/" + open() + "/events").header("Accept", "text/event-stream");

    assertProblem(invoke(event), 406);
  }

  /**
   * Lambda freezes a function between two events, so its idle connections are closed when it
   * resumes.
   */
  @Test
  void aFunctionRespondsAfterAFreeze() throws Exception {
    String id = open();
    signal("STOP");
    Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    signal("CONT");

    assertStatus(invoke(credit(id).body("{\"amount\":1}")), 201);
    assertThat(balance(id), equalTo("1.00"));
  }

  private static void signal(String name) throws IOException, InterruptedException {
    String id = Long.toString(function.process().pid());
    Process kill = new ProcessBuilder("kill", "-" + name, id).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS), equalTo(true));
    assertThat(kill.exitValue(), equalTo(0));
  }

  private static String open() {
    JsonNode opened = invoke(Event.of("POST", "/accounts"));
    assertStatus(opened, 201);
    return body(opened).get("id").asText();
  }

  private static Event credit(String id) {
    return Event.of("POST", "/accounts/" + id + "/credits");
  }

  private static String balance(String id) {
    String account = invoke(Event.of("GET", "/accounts/" + id)).get("body").asText();
    return account.replaceAll(".*\"balance\":([0-9.]+).*", "$1");
  }

  private static JsonNode body(JsonNode response) {
    return Invocation.json(response.get("body").asText());
  }

  private static void assertStatus(JsonNode response, int status) {
    assertThat(response.toString(), response.path("statusCode").asInt(), equalTo(status));
  }

  private static void assertProblem(JsonNode response, int status) {
    assertStatus(response, status);
    assertThat(Event.headerOf(response, "Content-Type"), equalTo("application/problem+json"));
    assertThat(body(response).get("status").asInt(), equalTo(status));
  }

  private static JsonNode invoke(Event event) {
    return invoke(event.toString());
  }

  private static JsonNode invoke(String event) {
    return invoke(gateway, event);
  }

  private static JsonNode invoke(ApiGateway by, Event event) {
    return invoke(by, event.toString());
  }

  private static JsonNode invoke(ApiGateway by, String event) {
    try {
      return Invocation.of(by, event);
    } catch (IOException e) {
      throw new AssertionError(function.output(), e);
    }
  }
}
