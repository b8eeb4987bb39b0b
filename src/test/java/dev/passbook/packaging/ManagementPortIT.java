package dev.passbook.packaging;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.http.access.GuardedSettings;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the package's API port serves no management path, however it is spelled. */
class ManagementPortIT {
  private static final Issuer ISSUER = Issuer.fresh();
  private static KeySetServer keys;
  private static PackagedService service;

  @BeforeAll
  static void start() {
    keys = new KeySetServer(ISSUER::keySet);
    service = PackagedService.start(GuardedSettings.of(keys));
  }

  @AfterAll
  static void stop() {
    service.close();
    keys.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/metrics", "/q/info"})
  void theManagementPortRequiresNoToken(String path) {
    given().get(service.management() + path).then().statusCode(200).header("Date", notNullValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/health",
        "/q/health/live",
        "/q/health/ready",
        "/q/health/started",
        "/q/metrics",
        "/q/metrics/",
        "/q/info",
        "/q/",
        "/q/dev-ui",
        "/q/swagger-ui",
        "//q/metrics",
        "/%71/metrics",
        "/q//metrics",
        "/q/%6detrics",
        "/accounts/%2e%2e/q/metrics",
        "/accounts/../q/metrics",
        "/q;x/metrics",
        "/q%2fmetrics"
      })
  void theApiPortServesNoManagementPath(String path) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + path));

    assertIsNoPath(request.build());
    String token = ISSUER.token("acme", "ada");
    assertIsNoPath(request.header("Authorization", "Bearer " + token).build());
  }

  /** Checks the path with a token and without one, since a missing path requires none. */
  private static void assertIsNoPath(HttpRequest request) throws Exception {
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertEquals(404, answer.statusCode(), answer::body);
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
  }
}
