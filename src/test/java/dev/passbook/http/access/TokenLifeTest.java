package dev.passbook.http.access;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that tokens and keys expire. */
@QuarkusTest
@TestProfile(Guarded.class)
class TokenLifeTest {
  private GuardedService service;

  @BeforeEach
  void begin() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
  }

  @Test
  void aStreamEndsWithItsToken() throws Exception {
    String account = service.account(service.ada());
    String brief = service.issuer().token("acme", "ada", Issuer.ended(-10));
    HttpRequest listen =
        HttpRequest.newBuilder(URI.create(service.url() + "/accounts/" + account + "/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + brief)
            .build();

    // orTimeout is unsuitable: its single JVM-wide thread would retain this service's class loader.
    String all =
        HttpClient.newHttpClient()
            .sendAsync(listen, BodyHandlers.ofString())
            .get(1, TimeUnit.MINUTES)
            .body();

    assertThat(all, containsString("event: BalanceCredited"));
    assertThat(service.get(brief, "/accounts/" + account).statusCode(), equalTo(401));
  }

  @Test
  void noCallerListensToAnotherHoldersEvents() throws Exception {
    String account = service.account(service.ada());
    HttpRequest listen =
        HttpRequest.newBuilder(URI.create(service.url() + "/accounts/" + account + "/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + service.bob())
            .timeout(Duration.ofSeconds(15))
            .build();

    assertThat(
        HttpClient.newHttpClient().send(listen, BodyHandlers.ofString()).statusCode(),
        equalTo(404));
  }

  @Test
  void aNewKeyIsFoundAndAWithdrawnOneIsRejected() {
    String early = service.ada();
    assertThat(status(early), equalTo(200));

    service.issuer().rotate();
    TokenIssuerResource.publish(service.issuer());
    String late = service.ada();
    await().atMost(30, SECONDS).until(() -> status(late) == 200);
    assertThat(status(early), equalTo(200));

    service.issuer().withdrawOldKeys();
    TokenIssuerResource.publish(service.issuer());
    await().atMost(30, SECONDS).until(() -> status(early) == 401);
    assertThat(status(late), equalTo(200));
  }

  private int status(String token) {
    return service.get(token, "/accounts").statusCode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b", "Bearer a.b.c.d.e"})
  void anInvalidTokenIsUnauthorized(String authorization) {
    service
        .as(null)
        .header("Authorization", authorization)
        .get("/accounts")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer realm=\"passbook\", error=\"invalid_token\"")
        .contentType("application/problem+json");
  }

  @Test
  void twoTokensAreUnauthorized() {
    service
        .as(service.ada())
        .header("Authorization", "Bearer " + service.bob())
        .get("/accounts")
        .then()
        .statusCode(401);
  }

  @Test
  void theSchemesNameIsCaseInsensitive() {
    service
        .as(null)
        .header("Authorization", "bEARER " + service.ada())
        .get("/accounts")
        .then()
        .statusCode(200);
  }

  @Test
  void healthAndSchemasNeedNoToken() {
    assertThat(service.get(null, "/q/health/live").statusCode(), equalTo(200));
    assertThat(
        service.get(null, "/schemas/events/dev.passbook.AccountCreated.v1.json").statusCode(),
        equalTo(200));
    assertThat(service.get(null, "/anything/else").statusCode(), equalTo(401));
  }

  /** These paths look like ones without access control but lead to protected ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/../accounts",
        "/q/%2e%2e/accounts",
        "/q/.%2E/accounts",
        "/q//../../accounts",
        "/schemas/events/../../accounts",
        "/q/..;/accounts",
        "//accounts",
        "/./accounts",
        "/accounts;/q/",
        "/accounts?/q/"
      })
  void noDetourAvoidsAccessControl(String path) throws Exception {
    HttpRequest detour = HttpRequest.newBuilder(URI.create(service.url() + path)).build();

    HttpResponse<String> response =
        HttpClient.newHttpClient().send(detour, BodyHandlers.ofString());

    assertThat(path + response.body(), response.statusCode(), oneOf(401, 404));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "tab\tin between"})
  void anInvalidSubjectIsUnauthorized(String name) {
    assertThat(status(service.issuer().token(name, "ada")), equalTo(401));
    assertThat(status(service.issuer().token("acme", name)), equalTo(401));
  }

  @Test
  void aNameHasUpTo255Characters() {
    assertThat(status(service.issuer().token("acme", "a".repeat(255))), equalTo(200));
    assertThat(status(service.issuer().token("acme", "a".repeat(256))), equalTo(401));
  }
}
