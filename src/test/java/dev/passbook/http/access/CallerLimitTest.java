package dev.passbook.http.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller gets a share, browsers get rules. */
@QuarkusTest
@TestProfile(CallerLimitTest.Limited.class)
class CallerLimitTest {
  public static final class Limited implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.cors.origins", "https://bank.example");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(
              TokenIssuerResource.class,
              Map.of("passbook.caller.rate", "1", "passbook.caller.burst", "5")));
    }
  }

  private GuardedService service;

  @BeforeEach
  void begin() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeBackAndNobodyElseIs() {
    String greedy = service.issuer().token("acme", "greedy");
    List<Response> answers =
        IntStream.range(0, 20).mapToObj(i -> service.get(greedy, "/accounts")).toList();

    assertThat(answers.get(0).statusCode(), equalTo(200));
    assertThat(answers.get(0).header("RateLimit-Policy"), equalTo("\"caller\";q=5;w=5"));
    assertThat(answers.get(0).header("RateLimit"), equalTo("\"caller\";r=4;t=1"));
    assertThat(answers.stream().map(Response::statusCode).toList(), hasItem(429));
    Response refused =
        answers.stream().filter(each -> each.statusCode() == 429).findFirst().orElseThrow();
    assertThat(refused.header("Retry-After"), equalTo("1"));
    assertThat(refused.path("type"), equalTo("urn:passbook:problem:too-many-requests"));
    String modest = service.issuer().token("acme", "modest");
    assertThat(service.get(modest, "/accounts").statusCode(), equalTo(200));
  }

  @Test
  void everyAnswerTellsBrowsersWhatItIsNot() {
    Response answer = service.get(null, "/accounts");

    assertThat(answer.header("X-Content-Type-Options"), equalTo("nosniff"));
    assertThat(
        answer.header("Content-Security-Policy"),
        equalTo("default-src 'none'; frame-ancestors 'none'"));
    assertThat(answer.header("Strict-Transport-Security"), nullValue());
  }

  @Test
  void theStartPageIsThereForEverybodyAndTakesNothingFromElsewhere() {
    Response page = service.get(null, "/");

    assertThat(page.statusCode(), equalTo(200));
    assertThat(
        page.header("Content-Security-Policy"), startsWith("default-src 'none'; style-src 'self'"));
  }

  @Test
  void onlyPagesOfANamedOriginMayAsk() {
    Response named = preflight("https://bank.example");
    Response other = preflight("https://evil.example");

    assertThat(named.statusCode(), equalTo(204));
    assertThat(named.header("Access-Control-Allow-Origin"), equalTo("https://bank.example"));
    assertThat(named.header("Access-Control-Allow-Headers"), notNullValue());
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
