package dev.passbook.http.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request takes its cost from the caller's share, and the response states what is left. */
@QuarkusTest
@TestProfile(RequestCostTest.Counted.class)
class RequestCostTest {
  private static final int BURST = 100;

  public static final class Counted implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(
              TokenIssuerResource.class,
              Map.of("passbook.caller.rate", "1", "passbook.caller.burst", "" + BURST)));
    }
  }

  private GuardedService service;

  /** A caller without earlier requests, so that the share is full. */
  private String newcomer;

  @BeforeEach
  void begin() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
    newcomer = service.issuer().token("acme", "caller " + UUID.randomUUID());
  }

  @ParameterizedTest
  @CsvSource({
    "/accounts/{id}, 1",
    "/accounts/{id}?version=7, 2",
    "/accounts/{id}?at=2026-01-31T00:00:00Z, 8",
    "/accounts/{id}/events, 10",
    "/accounts/{id}/events?limit=1, 2",
    "/accounts/{id}/events?limit=6&order=desc, 2",
    "/accounts/{id}/events?limit=200, 35",
    "/accounts/{id}/events?limit=9999999999, 1",
    "/accounts/{id}/events?limit=-5, 1",
    "/accounts/{id}/events?limit=x, 1",
    "/accounts/{id}/events?limit=6&from=2026-01-31T00:00:00Z, 10",
    "/accounts/{id}/events?limit=6&to=2026-01-31T00:00:00Z&from=2026-01-31T00:00:00Z, 18",
    "/accounts/{id}/events?limit=6&type=HoldPlaced, 85",
    "/accounts/{id}/events/1, 2",
    "/accounts/{id}/rows, 6",
    "/accounts/{id}/rows?limit=1&before=7, 3",
    "/accounts/{id}/rows?limit=100, 19",
    "/accounts/{id}/statements/2026-01, 16",
    "/transfers/{id}-2, 2",
    "/accounts/{id}/holds, 8",
    "/accounts/{id}/integrity, 8",
    "/accounts/{id}/holds/{id}-3, 8",
    "/accounts, 26",
    "/accounts?limit=1, 2",
    "/accounts?limit=180, 91",
    "/nowhere, 1"
  })
  void aRead(String path, int weight) {
    assertWeight(weight, service.get(newcomer, path.replace("{id}", "" + UUID.randomUUID())));
  }

  @ParameterizedTest
  @CsvSource({
    "/accounts, 1, 4",
    "/accounts/{id}/credits, 1, 4",
    "/accounts/{id}/withdrawals, 1, 4",
    "/accounts/{id}/closure, 1, 4",
    "/accounts/{id}/holds, 1, 4",
    "/accounts/{id}/holds/{id}-3/release, 1, 4",
    "/accounts/{id}/events/2/reversal, 4, 6",
    "/transfers/{id}-2/reversal, 6, 8",
    "/transfers, 4, 6"
  })
  void aWriteWithoutAndWithAKey(String path, int weight, int keyed) {
    var to = path.replace("{id}", "" + UUID.randomUUID());
    var other = service.issuer().token("acme", "caller " + UUID.randomUUID());

    assertWeight(weight, service.post(newcomer, to, "{}"));
    var with = service.as(other).header("Idempotency-Key", "k").contentType("application/json");
    assertWeight(keyed, with.body("{}").post(to));
  }

  @ParameterizedTest
  @CsvSource({"limits, 1", "restrictions, 1", "holder, 4"})
  void aKeyDoesNotApplyToAPut(String part, int weight) {
    var with = service.as(newcomer).header("Idempotency-Key", "k").contentType("application/json");

    assertWeight(weight, with.body("{}").put("/accounts/" + UUID.randomUUID() + "/" + part));
  }

  private static void assertWeight(int weight, Response response) {
    assertThat(response.header("RateLimit"), equalTo("\"caller\";r=" + (BURST - weight)));
    assertThat(
        response.header("RateLimit-Policy"), equalTo("\"caller\";q=" + BURST + ";w=" + BURST));
  }
}
