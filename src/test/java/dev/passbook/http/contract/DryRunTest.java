package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows what writes would lead to. */
@QuarkusTest
class DryRunTest extends HoldRequests {

  private record Write(String method, String path, String body) {
    Response send(String query) {
      return request().contentType("application/json").body(body).request(method, path + query);
    }
  }

  private static Map<String, Write> writes() {
    String id = openWith("50");
    String other = open();
    String hold = held(id, "10");
    String moved = accepted(transfer(id, other, "5")).header("Location");
    String account = "/accounts/" + id;
    Map<String, Write> writes = new LinkedHashMap<>();
    writes.put("open", new Write("POST", "/accounts", "{\"owner\":\"Ada\"}"));
    writes.put("credit", new Write("POST", credits(id), amount("1")));
    writes.put("withdraw", new Write("POST", withdrawals(id), amount("1")));
    writes.put("hold", new Write("POST", holds(id), amount("1")));
    writes.put(
        "capture", new Write("POST", withdrawals(id), captureOf(hold, "1", ",\"final\":false")));
    writes.put("release", new Write("POST", path(hold) + "/release", "{}"));
    writes.put("transfer", new Write("POST", "/transfers", transferOf(id, other, "1")));
    writes.put("limits", new Write("PUT", account + "/limits", "{\"overdraft\":5}"));
    writes.put(
        "restrictions",
        new Write("PUT", account + "/restrictions", "{\"debits\":false,\"credits\":true}"));
    writes.put("holder", new Write("PUT", account + "/holder", "{\"subject\":\"bob\"}"));
    writes.put("reverse", new Write("POST", account + "/events/2/reversal", "{}"));
    writes.put("reverse a transfer", new Write("POST", moved + "/reversal", "{}"));
    writes.put("close", new Write("POST", "/accounts/" + open() + "/closure", "{}"));
    return writes;
  }

  @Test
  void everyWriteIsShownAndNotApplied() {
    Map<String, Write> writes = writes();
    writes.remove("reverse");
    long before = rows().count();

    writes.forEach(
        (name, write) -> {
          Response shown = write.send("?dryRun=true");
          assertThat(name + shown.asString(), shown.statusCode(), equalTo(200));
          assertThat(name, shown.header("Passbook-Dry-Run"), equalTo("true"));
          assertThat(name, shown.header("Location"), nullValue());
          assertThat(name, shown.header("ETag"), nullValue());
        });

    assertThat(rows().count(), equalTo(before));
  }

  @Test
  void whatIsShownIsWhatThenHappens() {
    for (String name : List.of("credit", "withdraw", "hold", "capture", "limits", "restrictions")) {
      Write write = writes().get(name);

      JsonNode shown = Json.of(write.send("?dryRun=true"));
      Response applied = write.send("?dryRun=false");

      assertThat(name, applied.header("Passbook-Dry-Run"), nullValue());
      assertThat(name, withoutTimes(shown), equalTo(withoutTimes(Json.of(applied))));
    }
  }

  private static JsonNode withoutTimes(JsonNode body) {
    return ((ObjectNode) body).without(List.of("at", "updatedAt", "placedAt", "expiresAt"));
  }

  @Test
  void aRefusalIsShownAsItWouldBe() {
    String id = openWith("50");
    String hold = held(id, "10");
    accepted(release(hold));
    accepted(reverse(id, 2));
    long before = rows().count();

    assertShown(post(withdrawals(id) + "?dryRun=true", amount("51")), 422, "insufficient-funds");
    assertShown(post(path(hold) + "/release?dryRun=true"), 422, "hold-not-active");
    assertShown(post(path(id + "-99") + "/release?dryRun=true"), 404, "hold-not-found");
    Response again = post("/accounts/" + id + "/events/2/reversal?dryRun=true");
    assertThat(problem(again, 422, "already-reversed").get("by").asLong(), equalTo(5L));
    assertShown(post(credits(someId()) + "?dryRun=true", amount("1")), 404, "account-not-found");
    Response stale =
        bare().header("If-Match", "\"1\"").post("/accounts/" + id + "/closure?dryRun=true");
    assertShown(stale, 412, "version-mismatch");
    problem(post(credits(id) + "?dryRun=true", amount("0.001")), 400, "invalid-request");
    assertThat(rows().count(), equalTo(before));
  }

  private static void assertShown(Response response, int status, String slug) {
    problem(response, status, slug);
    assertThat(response.header("Passbook-Dry-Run"), equalTo("true"));
  }

  @Test
  void aLapseIsShownInFrontOfTheEvent() {
    String id = openWith("50");
    heldBriefly(id, "30");
    awaitAvailable(id, "50.00");

    Response shown = post(withdrawals(id) + "?dryRun=true", amount("50"));

    assertThat(Json.of(shown).get("version").asLong(), equalTo(5L));
    assertThat(version(id), equalTo(3L));
  }

  @Test
  void aKeyIsRefusedBesideIt() {
    String id = openWith("50");
    String key = someId();

    for (String path : List.of(credits(id), withdrawals(id), holds(id))) {
      JsonNode problem =
          problem(keyed(key, path + "?dryRun=true", amount("1")), 400, "invalid-request");
      assertThat(problem.at("/violations/0/field").asText(), equalTo("Idempotency-Key"));
    }
    problem(
        keyed(key, "/accounts/" + id + "/events/2/reversal?dryRun=true"), 400, "invalid-request");
    Response put =
        request()
            .header("Idempotency-Key", key)
            .contentType("application/json")
            .body("{\"overdraft\":1}")
            .put("/accounts/" + id + "/limits?dryRun=true");
    problem(put, 400, "invalid-request");
    assertFirst(keyed(key, credits(id) + "?dryRun=false", amount("1")), 201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?dryRun=maybe",
        "?dryRun=",
        "?dryRun",
        "?dryRun=True",
        "?dryRun=1",
        "?dryRun=true&dryRun=true",
        "?dryRun=true&dryRun=false",
        "?dryrun=true",
        "?DryRun=true",
        "?dryRun=true&typo=1"
      })
  void anythingButTrueOrFalseIsRefused(String query) {
    Map<String, Write> writes = writes();
    long before = rows().count();

    writes.forEach(
        (name, write) -> {
          Response refused = write.send(query);
          assertThat(name + refused.asString(), refused.statusCode(), equalTo(400));
        });

    assertThat(rows().count(), equalTo(before));
  }

  @Test
  void aReadHasNoDryRun() {
    String id = open();

    for (String path : List.of("", "/events", "/events/1", "/holds")) {
      problem(get("/accounts/" + id + path + "?dryRun=true"), 400, "invalid-request");
    }
  }
}
