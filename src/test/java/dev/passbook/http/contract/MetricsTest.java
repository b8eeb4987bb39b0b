package dev.passbook.http.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import dev.passbook.deploy.observability.Exported;
import dev.passbook.deploy.observability.Exposition;
import dev.passbook.deploy.observability.GuidesMetrics;
import dev.passbook.deploy.observability.Observability;
import dev.passbook.packaging.ManagementAddress;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guide lists the exported metrics, and they count correctly. */
@QuarkusTest
class MetricsTest extends PassbookOverHttp {
  private static final String REQUESTS = "http_server_request_duration_seconds_count";
  private static final String CALLS = "db_client_operation_duration_seconds_count";
  private static final String ACTIVE = "http_server_active_requests";

  /**
   * A request is counted just after its response is written, so the last ones may still be missing.
   */
  @BeforeEach
  void awaitAllCounted() {
    await().atMost(30, SECONDS).until(() -> exported().sum(ACTIVE) == 0);
  }

  static Exposition exported() {
    return Exposition.parse(RestAssured.get(ManagementAddress.url() + "/q/metrics").asString());
  }

  @Test
  void theGuideListsTheExportedMetricsWithTheirLabels() {
    anythingOfEach();

    Map<String, Set<String>> exported = new TreeMap<>(exported().metrics());
    exported
        .keySet()
        .removeIf(name -> !name.matches("(passbook|http|db)_.*") || name.startsWith("http_client"));

    assertThat(exported, equalTo(GuidesMetrics.ofTheService()));
  }

  @Test
  void dashboardAndAlertsQueryExportedMetrics() {
    anythingOfEach();

    Exported exported = Exported.by(exported());

    assertThat(Observability.queries().size(), greaterThan(40));
    Observability.queries().forEach(exported::answers);
  }

  private void anythingOfEach() {
    String id = openWith("1");
    get("/accounts/" + id);
    problem(withdraw(id, "2"), 422, "insufficient-funds");
    keyed(id, someId());
    awaitAllCounted();
  }

  private static Response keyed(String id, String key) {
    return request()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(amount("1"))
        .post("/accounts/" + id + "/credits");
  }

  @Test
  void requestsAreCountedByRouteStatusAndProblem() {
    String id = openWith("1");
    awaitAllCounted();
    Exposition before = exported();

    withdraw(id, "2");
    withdraw(id, "2");
    accepted(withdraw(id, "1"));
    get("/accounts/" + id + "/nothing");
    credit(id, "-1");

    String route = "/accounts/{id}/withdrawals";
    assertGrewBy(2, before, REQUESTS, "http_route", route, "error_type", "insufficient-funds");
    assertGrewBy(1, before, REQUESTS, "http_route", route, "http_response_status_code", "201");
    assertGrewBy(1, before, REQUESTS, "http_route", "_OTHER", "error_type", "404");
    assertGrewBy(
        1, before, REQUESTS, "error_type", "invalid-request", "http_request_method", "POST");
    assertGrewBy(2, before, "passbook_declined_total", "reason", "insufficient_funds");
  }

  @Test
  void aReplayedRefusalIsCountedOverHttpButNotByTheBank() {
    String id = open();
    awaitAllCounted();
    Exposition before = exported();
    String key = someId();
    for (int i = 0; i < 2; i++) {
      request()
          .header("Idempotency-Key", key)
          .contentType("application/json")
          .body(amount("5"))
          .post("/accounts/" + id + "/withdrawals");
    }

    assertGrewBy(2, before, REQUESTS, "error_type", "insufficient-funds");
    assertGrewBy(1, before, "passbook_declined_total", "reason", "insufficient_funds");
    assertGrewBy(1, before, "passbook_replayed_total");
  }

  @Test
  void callsAreCountedByOperationWithTheirUnits() {
    String id = open();
    Exposition before = exported();

    accepted(credit(id, "1"));
    get("/accounts/" + id);

    assertGrewBy(
        1, before, CALLS, "db_operation_name", "PutItem", "db_collection_name", "Passbook");
    assertGrewBy(1, before, CALLS, "db_operation_name", "Query", "db_system_name", "aws.dynamodb");
    String units = "passbook_dynamodb_consumed_units_total";
    assertGrewBy(1, before, units, "db_operation_name", "PutItem", "capacity", "write");
    assertGrewBy(1, before, units, "db_operation_name", "Query", "capacity", "read");
    assertGrewBy(1, before, "passbook_commits_total", "outcome", "applied");
    assertGrewBy(1, before, "passbook_heads_total", "source", "memory");
    assertGrewBy(1, before, "passbook_batch_commands_sum");
  }

  @Test
  void noClientInputBecomesALabel() {
    String made = "made-up-" + someId();
    get("/" + made);
    get("/accounts/" + made);
    get("/accounts/" + made + "/" + made);
    get("/accounts/" + open() + "/events/" + made + "?" + made + "=" + made);
    RawHttp.send(made.toUpperCase(Locale.ROOT), "/accounts", List.of(), new byte[0]);
    request().header("X-Request-Id", made).header("traceparent", made).get("/transfers/" + made);
    awaitAllCounted();

    String text = RestAssured.get(ManagementAddress.url() + "/q/metrics").asString();

    assertThat(text, not(containsString("made-up")));
    assertThat(text, not(containsString("MADE-UP")));
    assertThat(text, containsString("http_request_method=\"_OTHER\""));
  }

  @Test
  void requestsUnderQAreNotCounted() {
    Exposition before = exported();

    RestAssured.get(ManagementAddress.url() + "/q/health/ready");
    RestAssured.get("/q/openapi");

    assertGrewBy(0, before, REQUESTS);
  }

  @Test
  void theDurationOfARequestIsMeasured() {
    Exposition before = exported();
    open();

    String seconds = "http_server_request_duration_seconds_sum";
    await().atMost(30, SECONDS).until(() -> exported().sum(seconds) > before.sum(seconds));
    assertThat(exported().sum(seconds) - before.sum(seconds), lessThan(15.0));
    assertThat(exported().sum(ACTIVE), equalTo(0.0));
  }

  private static void assertGrewBy(double by, Exposition before, String name, String... labels) {
    await()
        .atMost(30, SECONDS)
        .untilAsserted(
            () ->
                assertThat(
                    name + List.of(labels),
                    exported().sum(name, labels) - before.sum(name, labels),
                    closeTo(by, 0.001)));
  }
}
