package dev.passbook.http.contract;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Sends requests on holds, limits, restrictions and reversals. */
abstract class HoldRequests extends KeyedRequests {
  static Response put(String path, String json) {
    return request().contentType("application/json").body(json).put(path);
  }

  static String holds(String id) {
    return "/accounts/" + id + "/holds";
  }

  static Response hold(String id, String number) {
    return post(holds(id), amount(number));
  }

  /** Places a hold and returns its id. */
  static String held(String id, String number) {
    return Json.of(accepted(hold(id, number))).get("id").asText();
  }

  /** Returns a body with an expiry, which is sent as it is. */
  static String holdUntil(String number, String expiresAt) {
    return "{\"amount\":" + number + ",\"expiresAt\":" + expiresAt + "}";
  }

  /**
   * Returns an expiry that is soon, but leaves a slow machine the time to place the hold before it.
   */
  static String soon() {
    return "\"" + Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS) + "\"";
  }

  /** Places a hold that lapses soon, and returns its id. */
  static String heldBriefly(String id, String number) {
    return heldUntil(id, number, soon());
  }

  static String heldUntil(String id, String number, String expiresAt) {
    Response placed = accepted(post(holds(id), holdUntil(number, expiresAt)));
    return Json.of(placed).get("id").asText();
  }

  static void awaitAvailable(String id, String available) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> available(id).equals(available));
  }

  static String available(String id) {
    return Json.written(get("/accounts/" + id), "available");
  }

  /** Returns the path of a hold. */
  static String path(String hold) {
    return holds(accountOf(hold)) + "/" + hold;
  }

  static String accountOf(String hold) {
    return hold.substring(0, hold.lastIndexOf('-'));
  }

  static Response release(String hold) {
    return post(path(hold) + "/release");
  }

  static String status(String hold) {
    return Json.of(get(path(hold))).get("status").asText();
  }

  static String captureOf(String hold, String number, String more) {
    return "{\"amount\":" + number + ",\"hold\":\"" + hold + "\"" + more + "}";
  }

  /** Captures from a hold of an account, which the hold may not belong to. */
  static Response capture(String id, String hold, String number) {
    return post(withdrawals(id), captureOf(hold, number, ""));
  }

  static Response capturePart(String id, String hold, String number) {
    return post(withdrawals(id), captureOf(hold, number, ",\"final\":false"));
  }

  static Response limit(String id, String overdraft) {
    return put("/accounts/" + id + "/limits", "{\"overdraft\":" + overdraft + "}");
  }

  static Response restrict(String id, boolean debits, boolean credits) {
    return put(
        "/accounts/" + id + "/restrictions",
        "{\"debits\":" + debits + ",\"credits\":" + credits + "}");
  }

  static Response reverse(String id, long version) {
    return post("/accounts/" + id + "/events/" + version + "/reversal");
  }

  static Response set(Response response) {
    assertThat(response.asString(), response.statusCode(), equalTo(200));
    return response;
  }

  /** Asserts that the account has these sums, as they are printed. */
  static void assertSums(String id, String balance, String held, String available) {
    Response account = get("/accounts/" + id);
    assertThat(Json.written(account, "balance"), equalTo(balance));
    assertThat(Json.written(account, "held"), equalTo(held));
    assertThat(Json.written(account, "available"), equalTo(available));
  }

  /** Asserts that a request is refused because of one of its members. */
  static void assertRefused(Response response, String field) {
    JsonNode problem = problem(response, 400, "invalid-request");
    assertThat(problem.at("/violations/0/field").asText(), equalTo(field));
  }

  /** Asserts that a request on a hold is refused because the hold has ended. */
  static void assertEnded(Response refused, String status, String hold) {
    JsonNode problem = problem(refused, 422, "hold-not-active");
    assertThat(problem.get("holdStatus").asText(), equalTo(status));
    assertThat(problem.get("endedAt"), equalTo(Json.of(get(path(hold))).get("endedAt")));
  }
}
