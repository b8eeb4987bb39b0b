package dev.passbook.http.edge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks the endpoints for operators, on the management port and, in tests and dev mode, on the
 * API's port.
 */
@QuarkusTest
class ManagementPortTest {
  @TestHTTPResource(management = true)
  URI management;

  private String at(String path) {
    return "http://localhost:" + management.getPort() + path;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/metrics", "/q/info"})
  void bothPortsAnswer(String path) {
    given().get(at(path)).then().statusCode(200).header("Date", notNullValue());
    given().get(path).then().statusCode(200).header("Date", notNullValue());
  }

  @Test
  void itReportsItsBuild() {
    given().get(at("/q/info")).then().body("build.artifact", equalTo("passbook"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//q/metrics",
        "/%71/metrics",
        "/q//metrics",
        "/q/./metrics",
        "/x/../q/metrics",
        "/accounts/%2e%2e/q/metrics",
        "/q/metrics;x",
        "/q%2fmetrics",
        "/q/health%00",
        "/nothing",
        "/accounts",
        "/q/nothing",
        "/q/openapi"
      })
  void otherSpellingsAndPathsAreAProblem(String path) throws Exception {
    HttpRequest detour = HttpRequest.newBuilder(URI.create(at(path))).build();

    HttpResponse<String> response =
        HttpClient.newHttpClient().send(detour, BodyHandlers.ofString());

    assertEquals(404, response.statusCode(), response::body);
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
    assertTrue(response.headers().firstValue("Date").isPresent());
    assertTrue(response.headers().firstValue("X-Request-Id").isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "application/openmetrics-text, application/openmetrics-text; version=1.0.0; charset=utf-8",
    "Application/OpenMetrics-Text, application/openmetrics-text; version=1.0.0; charset=utf-8",
    "application/openmetrics-text;version=0.0.1, application/openmetrics-text; version=1.0.0; charset=utf-8",
    "application/openmetrics-text;version=1.0.0;q=0.5, application/openmetrics-text; version=1.0.0; charset=utf-8",
    "text/plain, text/plain; version=0.0.4; charset=utf-8",
    "text/plain;version=0.0.4;q=0.5, text/plain; version=0.0.4; charset=utf-8"
  })
  void metricsComeInTheRequestedFormat(String accept, String contentType) {
    for (String url : new String[] {at("/q/metrics"), "/q/metrics"}) {
      given()
          .header("Accept", accept)
          .get(url)
          .then()
          .statusCode(200)
          .header("Content-Type", equalTo(contentType))
          .body(containsString("# TYPE jvm_"));
    }
  }

  /** This is the Accept header of Prometheus 3. */
  @Test
  void prometheusGetsItsPreferredFormat() {
    given()
        .header(
            "Accept",
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.1")
        .get(at("/q/metrics"))
        .then()
        .statusCode(200)
        .header("Content-Type", startsWith("application/openmetrics-text"));
  }

  @Test
  void anUnsupportedFormatIsNotAcceptable() {
    given().header("Accept", "image/png").get(at("/q/metrics")).then().statusCode(406);
    given().header("Accept", "/").get(at("/q/metrics")).then().statusCode(400);
  }
}
