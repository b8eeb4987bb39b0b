package dev.passbook.http.access;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import dev.passbook.deploy.observability.Exposition;
import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks the rate limit per caller and the headers for browsers. */
@QuarkusTest
@TestProfile(CallerRateLimitTest.Limited.class)
class CallerRateLimitTest {
  public static final class Limited implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.cors.origins", "https://bank.example", "passbook.max-in-flight", "8");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(
              TokenIssuerResource.class,
              Map.of("passbook.caller.rate", "1", "passbook.caller.burst", "20")));
    }
  }

  private GuardedService service;

  @BeforeEach
  void begin() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
  }

  @Test
  void onlyTheCallerWhoAsksTooOftenIsLimited() throws Exception {
    String greedy = service.issuer().token("acme", "greedy");
    Response first = service.get(greedy, "/accounts?limit=2");
    List<Response> responses = many(greedy, "/accounts?limit=2");

    assertThat(first.statusCode(), equalTo(200));
    assertThat(first.header("RateLimit-Policy"), equalTo("\"caller\";q=20;w=20"));
    assertThat(first.header("RateLimit"), equalTo("\"caller\";r=18"));
    assertThat(responses.stream().map(Response::statusCode).toList(), hasItem(429));
    Response refused =
        responses.stream().filter(each -> each.statusCode() == 429).findFirst().orElseThrow();
    assertThat(refused.header("Retry-After"), oneOf("1", "2"));
    assertThat(refused.path("type"), equalTo("urn:passbook:problem:too-many-requests"));
    String modest = service.issuer().token("acme", "modest");
    assertThat(service.get(modest, "/accounts").statusCode(), equalTo(200));
  }

  /** A caller may hold a quarter of the eight places, which is two. */
  @Test
  void aCallerWithManyOpenStreamsIsLimitedAndOthersAreServed() throws Exception {
    String listener = service.issuer().token("acme", "listener");
    String account = GuardedService.opened(service.post(listener, "/accounts"));
    try (InputStream one = listen(listener, account);
        InputStream two = listen(listener, account)) {
      assertThat(one.read() + two.read(), equalTo(2 * 'r'));

      Response third = service.get(listener, "/accounts");

      assertThat(third.statusCode(), equalTo(429));
      assertThat(third.header("RateLimit"), not(equalTo("\"caller\";r=0")));
      String other = service.issuer().token("acme", "another listener");
      assertThat(service.get(other, "/accounts").statusCode(), equalTo(200));
    }
    await().atMost(30, SECONDS).until(() -> service.get(listener, "/accounts").statusCode() == 200);
  }

  private InputStream listen(String token, String account) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.url() + "/accounts/" + account + "/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token)
            .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode(), equalTo(200));
    return response.body();
  }

  @Test
  void refusalsAreCountedByRouteAndProblem() throws Exception {
    String path = "/accounts/" + UUID.randomUUID();
    String unscoped = service.issuer().token("acme", "unscoped", c -> c.unsetClaim("scope"));
    String counted = service.issuer().token("acme", "counted");
    Exposition before = exported();

    service.get(null, path);
    service.get("a.b.c", path);
    service.get(unscoped, path);
    List<Integer> statuses = many(counted, path).stream().map(Response::statusCode).toList();

    assertGrewBy(2, before, "unauthorized");
    assertGrewBy(1, before, "forbidden");
    assertGrewBy(Collections.frequency(statuses, 404), before, "account-not-found");
    assertGrewBy(Collections.frequency(statuses, 429), before, "too-many-requests");
    assertThat(statuses, hasItem(429));
    String all = service.get(null, "/q/metrics").asString();
    assertThat(all, not(containsString("counted")));
    assertThat(all, not(containsString("acme")));
  }

  private Exposition exported() {
    return Exposition.parse(service.get(null, "/q/metrics").asString());
  }

  private void assertGrewBy(long by, Exposition before, String problem) {
    String[] labels = {"http_route", "/accounts/{id}", "error_type", problem};
    String requests = "http_server_request_duration_seconds_count";
    assertThat(
        problem, exported().sum(requests, labels) - before.sum(requests, labels), is(1.0 * by));
  }

  /**
   * Sends the requests concurrently: in sequence, a slow machine would give the bucket time to
   * refill.
   */
  private List<Response> many(String token, String path) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(5);
    try {
      Callable<Response> call = () -> service.get(token, path);
      List<Response> responses = new ArrayList<>();
      for (Future<Response> response : callers.invokeAll(Collections.nCopies(50, call))) {
        responses.add(response.get());
      }
      return responses;
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void everyResponseHasTheSecurityHeaders() {
    Response response = service.get(null, "/accounts");

    assertThat(response.header("X-Content-Type-Options"), equalTo("nosniff"));
    assertThat(
        response.header("Content-Security-Policy"),
        equalTo("default-src 'none'; frame-ancestors 'none'"));
    assertThat(response.header("Strict-Transport-Security"), nullValue());
  }

  @Test
  void theStartPageIsPublicAndLoadsNothingFromOtherOrigins() {
    Response page = service.get(null, "/");

    assertThat(page.statusCode(), equalTo(200));
    assertThat(
        page.header("Content-Security-Policy"),
        startsWith("default-src 'none'; script-src 'self';"));
  }

  @Test
  void onlyConfiguredOriginsAreAllowed() {
    Response named = preflight("https://bank.example");
    Response other = preflight("https://evil.example");

    assertThat(named.statusCode(), equalTo(204));
    assertThat(named.header("Access-Control-Allow-Origin"), equalTo("https://bank.example"));
    assertThat(named.header("Access-Control-Allow-Headers"), notNullValue());
    assertThat(named.header("Access-Control-Allow-Methods"), containsString("PUT"));
    assertThat(other.statusCode(), equalTo(403));
    assertThat(other.header("Access-Control-Allow-Origin"), nullValue());
  }

  private Response preflight(String origin) {
    return service
        .as(null)
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization")
        .options("/accounts");
  }
}
