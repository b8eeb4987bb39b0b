package dev.passbook.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console shows the calls to DynamoDB that a command took, and can lose an answer. */
@QuarkusTest
class ConsoleCallsTest {
  /** On a busy machine the emulator may answer so late that the service sends a request again. */
  private static final String NO_ANSWER = "no answer";

  private static final String AMOUNT = "{\"amount\": 10}";

  @Test
  void aCommandsCallsAreListedWithTheirUnits() {
    Response opened = given().noContentType().post("/accounts");
    Map<String, Object> call = first(callsOf(opened));

    assertEquals("PutItem", call.get("operation"));
    assertEquals("account-" + opened.path("id"), call.get("stream"));
    assertEquals(1, call.get("version"));
    assertEquals("write", call.get("kind"));
    assertEquals(1f, call.get("units"));
    assertTrue(List.of("ok", NO_ANSWER).contains(call.get("outcome")), call::toString);
    assertTrue((Float) call.get("milliseconds") >= 0);
  }

  /** The emulator charges a transaction like plain writes. */
  @Test
  void aTransactionCostsWhatAwsCharges() {
    String account = given().noContentType().post("/accounts").path("id");
    Map<String, Object> call =
        first(callsOf(credit(account, "Idempotency-Key", UUID.randomUUID().toString())));

    assertEquals("TransactWriteItems", call.get("operation"));
    assertEquals(4f, call.get("units"));
    assertEquals(2, ((List<?>) call.get("rows")).size());
  }

  @Test
  void aReadIsListedToo() {
    String account = given().noContentType().post("/accounts").path("id");
    Map<String, Object> call = first(callsOf(given().get("/accounts/" + account)));

    assertEquals("Query", call.get("operation"));
    assertEquals("account-" + account, call.get("stream"));
    assertEquals("read", call.get("kind"));
    assertEquals(1f, call.get("units"));
  }

  @Test
  void aLostAnswerIsSettledAndNothingIsDoubled() {
    String account = given().noContentType().post("/accounts").path("id");
    given().noContentType().post("/console/lose-next-answer").then().statusCode(204);

    Response credited = credit(account);
    List<Map<String, Object>> writes = callsOf(credited);

    assertEquals(201, credited.statusCode());
    assertEquals(
        List.of("lost", "condition failed"),
        writes.stream()
            .map(call -> call.get("outcome"))
            .filter(outcome -> !outcome.equals(NO_ANSWER))
            .toList());
    given()
        .get("/accounts/" + account)
        .then()
        .body("balance", equalTo(10.0f))
        .body("version", equalTo(2));
  }

  @Test
  void onlyOneAnswerIsLost() {
    String account = given().noContentType().post("/accounts").path("id");
    given().noContentType().post("/console/lose-next-answer");
    given().noContentType().post("/console/lose-next-answer");
    credit(account);

    assertTrue(
        callsOf(credit(account)).stream().noneMatch(call -> call.get("outcome").equals("lost")));
  }

  @Test
  void olderCallsAreLeftOut() {
    given().noContentType().post("/accounts");
    int last = given().get("/console/calls").path("last");

    given()
        .get("/console/calls?after=" + last)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-store");
    List<Integer> numbers = given().get("/console/calls?after=" + (last - 1)).path("calls.number");
    assertEquals(last, numbers.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=x", "after=-1", "after=1&after=2", "before=1", "after="})
  void aWrongParameterIsRefused(String query) {
    given()
        .urlEncodingEnabled(false)
        .get("/console/calls?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:passbook:problem:invalid-request"));
  }

  @Test
  void losingIsNoQuestion() {
    given()
        .get("/console/lose-next-answer")
        .then()
        .statusCode(405)
        .header("Allow", "OPTIONS, POST");
  }

  private static Response credit(String account, String... header) {
    var request = given().contentType("application/json").body(AMOUNT);
    if (header.length == 2) {
      request.header(header[0], header[1]);
    }
    return request.post("/accounts/" + account + "/credits");
  }

  private static List<Map<String, Object>> callsOf(Response response) {
    List<Map<String, Object>> calls = given().get("/console/calls").path("calls");
    String id = response.header("X-Request-Id");
    return calls.stream().filter(call -> id.equals(call.get("requestId"))).toList();
  }

  private static Map<String, Object> first(List<Map<String, Object>> calls) {
    assertFalse(calls.isEmpty());
    return calls.get(0);
  }
}
