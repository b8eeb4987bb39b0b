package dev.passbook.http.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The first row of an account that was opened under a key, with everything that it can have: the
 * first response, a holder, an actor, a trace and a chain. Up to 1024 bytes are one write unit.
 */
@QuarkusTest
@TestProfile(Guarded.class)
class KeyedOpeningRowTest {
  private static final String SUBJECT = UUID.randomUUID().toString();
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private GuardedService service;

  @BeforeEach
  void begin() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
  }

  private Response open(String owner, String key) {
    return service
        .as(service.issuer().recentToken("acme", SUBJECT))
        .header("Idempotency-Key", key)
        .header("traceparent", TRACE)
        .contentType("application/json; charset=utf-8")
        .body("{\"owner\":\"" + owner + "\"}")
        .post("/accounts");
  }

  private Response rows(String owner) {
    String id = GuardedService.opened(open(owner, UUID.randomUUID().toString()));
    return service.get(service.operator(), "/accounts/" + id + "/rows");
  }

  @Test
  void withAUsualOwnerItIsOneWriteUnit() {
    int bytes = rows("Ada Lovelace").path("rows[0].bytes");
    assertThat(bytes, lessThanOrEqualTo(1024));
  }

  /** The owner is in the event and in the response. */
  @Test
  void withTheLongestOwnerItIsTwoWriteUnits() {
    int bytes = rows("\uD83D\uDE00".repeat(128)).path("rows[0].bytes");
    assertThat(bytes, lessThanOrEqualTo(2048));
  }

  @Test
  void theRowKeepsTheFirstResponse() {
    String key = UUID.randomUUID().toString();
    Response first = open("Ada", key);
    String id = first.path("id");

    Response rows = service.get(service.operator(), "/accounts/" + id + "/rows");

    assertThat(
        rows.path("rows[0].item.Marker.M.Answer.M.Body.S"), equalTo(first.body().asString()));
    assertThat(UUID.fromString(id).version(), equalTo(8));
    Response retry = open("Ada", key);
    assertThat(retry.header("Idempotency-Replayed"), equalTo("true"));
    assertThat(retry.body().asString(), equalTo(first.body().asString()));
    assertThat(open("Bob", key).statusCode(), equalTo(422));
  }
}
