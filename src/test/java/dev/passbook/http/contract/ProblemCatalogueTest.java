package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Causes every problem of the catalogue once. */
@QuarkusTest
class ProblemCatalogueTest extends HoldRequests {

  /** Only a failing database, or a race that is lost for seconds, causes these. */
  private static final Set<String> ONLY_OF_FAULTS =
      Set.of("concurrent-update", "overloaded", "store-unavailable");

  /** The tests in {@link dev.passbook.http.access} cause these. */
  private static final Set<String> OF_CALLERS =
      Set.of("forbidden", "keys-unavailable", "too-many-requests", "unauthorized");

  @Test
  void everyProblemThatAClientCanCauseOccurs() {
    Map<String, Integer> catalogue = contract().catalogue();
    Map<String, Supplier<Response>> causes = causes();
    Set<String> caused = new TreeSet<>(causes.keySet());
    caused.addAll(ONLY_OF_FAULTS);
    caused.addAll(OF_CALLERS);

    assertThat(caused, equalTo(catalogue.keySet()));
    causes.forEach(
        (slug, cause) -> assertDocumented(problem(cause.get(), catalogue.get(slug), slug)));
  }

  /** Problems of HTTP itself have a separate title and detail for each status. */
  @Test
  void problemsOfHttpMatchTheDocument() {
    String tooLarge = amount("1") + " ".repeat(16 * 1024);

    assertDocumented(Json.of(get("/schemas/events/dev.passbook.AccountOpened.v1.json")));
    assertDocumented(Json.of(request().accept("application/xml").get("/accounts/" + someId())));
    assertDocumented(Json.of(post("/accounts", tooLarge)));
    assertDocumented(
        Json.of(request().contentType("text/plain").body("amount=1").post("/accounts")));
  }

  /** For an invalid request, the detail is the first violation. */
  private static void assertDocumented(JsonNode problem) {
    boolean ofItsOwn = !problem.has("violations");
    boolean found =
        contract().tree().at("/components/examples").findValues("value").stream()
            .filter(shown -> shown.path("type").equals(problem.path("type")))
            .filter(shown -> shown.path("status").asInt() == problem.path("status").asInt())
            .filter(shown -> shown.path("title").equals(problem.path("title")))
            .anyMatch(shown -> !ofItsOwn || shown.path("detail").equals(problem.path("detail")));
    assertThat("documented as it is: " + problem, found, equalTo(true));
  }

  private Map<String, Supplier<Response>> causes() {
    String id = openWith("10");
    Map<String, Supplier<Response>> causes = new TreeMap<>();
    causes.put("invalid-request", () -> credit(id, "-1"));
    causes.put("account-not-found", () -> get("/accounts/" + someId()));
    causes.put("version-not-found", () -> get("/accounts/" + id + "/events/99"));
    causes.put("transfer-not-found", () -> get("/transfers/" + id + "-99"));
    causes.put("version-mismatch", () -> stale(id));
    causes.put("insufficient-funds", () -> withdraw(id, "10.01"));
    causes.put("balance-limit", () -> credit(full(), "1"));
    causes.put("balance-not-zero", () -> close(id));
    causes.put("account-closed", () -> credit(closed(), "1"));
    causes.put("currency-mismatch", () -> transfer(id, openIn("USD"), "1"));
    causes.put("idempotency-key-reused", this::reused);
    causes.put("internal-error", () -> get("/accounts/" + unreadable()));
    addThoseOfHolds(causes);
    addThoseOfOperators(causes);
    return causes;
  }

  private static void addThoseOfHolds(Map<String, Supplier<Response>> causes) {
    String id = openWith("100");
    String hold = held(id, "1");
    String ended = held(id, "1");
    accepted(release(ended));
    causes.put("hold-not-found", () -> get(path(id + "-99")));
    causes.put("hold-exceeded", () -> capture(id, hold, "1.01"));
    causes.put("hold-not-active", () -> release(ended));
    causes.put("holds-outstanding", () -> close(id));
    causes.put("too-many-holds", () -> oneTooMany(openWith("100")));
  }

  private static Response oneTooMany(String id) {
    for (int i = 0; i < 20; i++) {
      held(id, "1");
    }
    return hold(id, "1");
  }

  private static void addThoseOfOperators(Map<String, Supplier<Response>> causes) {
    String id = openWith("100");
    set(limit(id, "50"));
    accepted(withdraw(id, "120"));
    accepted(credit(id, "1"));
    accepted(reverse(id, 5));
    set(restrict(id, true, false));
    causes.put("account-restricted", () -> withdraw(id, "1"));
    causes.put("limit-below-use", () -> limit(id, "19.99"));
    causes.put("already-reversed", () -> reverse(id, 5));
    causes.put("not-reversible", () -> reverse(id, 1));
  }

  private static Response stale(String id) {
    return bare().header("If-Match", "\"1\"").post("/accounts/" + id + "/closure");
  }

  private static String full() {
    String id = someId();
    rows().history(id, "9999999999999.99");
    return id;
  }

  private static String closed() {
    String id = open();
    accepted(close(id));
    return id;
  }

  private Response reused() {
    String key = someId();
    accepted(bare().header("Idempotency-Key", key).post("/accounts"));
    return request()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body("{\"owner\":\"Eve\"}")
        .post("/accounts");
  }

  private String unreadable() {
    String id = someId();
    rows().created(id).write();
    rows().ofType(id, 2, "BalanceDoubled").write();
    return id;
  }
}
