package dev.passbook.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ConsolePagesTest {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  @ParameterizedTest
  @CsvSource({
    "/console/, text/html;charset=UTF-8",
    "/console/index.html, text/html;charset=UTF-8",
    "/console/lib/preact.js, text/javascript;charset=UTF-8",
    "/console/lib/uplot.js, text/javascript;charset=UTF-8",
    "/console/lib/uplot.css, text/css;charset=UTF-8"
  })
  void aFileIsServedWithItsTypeAndRevalidated(String path, String type) {
    plain()
        .get(path)
        .then()
        .statusCode(200)
        .header("Content-Type", type)
        .header("Content-Encoding", nullValue())
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "no-cache")
        .header("Vary", "accept-encoding")
        .header("ETag", allOf(startsWith("\""), containsString("\"")));
  }

  @Test
  void theFolderWithoutASlashLeadsToThePage() {
    given()
        .redirects()
        .follow(false)
        .get("/console")
        .then()
        .statusCode(308)
        .header("Location", "/console/");
  }

  @Test
  void headHasTheHeadersOfGet() {
    String length = plain().get("/console/").header("Content-Length");

    plain().head("/console/").then().statusCode(200).header("Content-Length", length);
  }

  @Test
  void anUnchangedFileIsNotSentAgain() {
    String tag = plain().get("/console/lib/preact.js").header("ETag");

    plain()
        .header("If-None-Match", "\"other\", " + tag)
        .get("/console/lib/preact.js")
        .then()
        .statusCode(304)
        .header("ETag", tag)
        .header("Cache-Control", "no-cache");
    plain()
        .header("If-None-Match", "\"other\"")
        .get("/console/lib/preact.js")
        .then()
        .statusCode(200);
  }

  @Test
  void aBrowserGetsTheFileCompressed() {
    Response plain = plain().get("/console/lib/uplot.js");
    Response compressed =
        asWritten().header("Accept-Encoding", "br, GZIP").get("/console/lib/uplot.js");

    assertEquals("gzip", compressed.header("Content-Encoding"));
    assertNotEquals(plain.header("ETag"), compressed.header("ETag"));
    assertEquals(
        plain.asString(),
        given().header("Accept-Encoding", "gzip").get("/console/lib/uplot.js").asString());
    assertEquals(true, length(compressed) < length(plain) / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "br", "gzip;q=0", "identity", "*;q=0", "x-gzip-like"})
  void otherClientsGetItPlain(String codings) {
    asWritten()
        .header("Accept-Encoding", codings)
        .get("/console/index.html")
        .then()
        .statusCode(200)
        .header("Content-Encoding", nullValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/nothing.js",
        "/console/nothing",
        "/console/lib",
        "/console/lib/",
        "/console/lib/lib/preact.js",
        "/console/index.html/",
        "/console/.hidden.js",
        "/console/INDEX.HTML",
        "/console/../application.properties",
        "/console/..%2fapplication.properties",
        "/console/%2e%2e/application.properties",
        "/console/lib/../../META-INF/openapi.yaml",
        "/console//index.html",
        "/console/application.properties",
        "/console/lib%2fpreact.js",
        "/console/preact.js%00.html",
        "/consoles",
        "/console.html"
      })
  void nothingElseIsServed(String path) throws Exception {
    URI address = URI.create("http://localhost:" + RestAssured.port + path);
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());

    assertEquals(404, response.statusCode(), response::body);
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /console/index.html",
    "PUT, /console/",
    "DELETE, /console",
    "PATCH, /console/config.json",
    "POST, /console/calls",
    "POST, /console/nothing.js"
  })
  void theFilesAreReadOnly(String method, String path) {
    given()
        .noContentType()
        .redirects()
        .follow(false)
        .request(method, path)
        .then()
        .statusCode(405)
        .header("Allow", "GET, HEAD, OPTIONS")
        .contentType("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/console/; GET, HEAD, OPTIONS",
        "/console; GET, HEAD, OPTIONS",
        "/console/config.json; GET, HEAD, OPTIONS",
        "/console/calls; GET, HEAD, OPTIONS",
        "/console/lose-next-answer; OPTIONS, POST"
      })
  void aPathListsItsMethods(String path, String methods) {
    given().options(path).then().statusCode(200).header("Allow", methods);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/console/config.json?x=1", "/console/calls?x=1", "/console/calls?after=x"})
  void aParameterThatIsUnknownOrWrongIsRefused(String path) {
    given().get(path).then().statusCode(400).contentType("application/problem+json");
  }

  @Test
  void thePagesAreToldWhatTheServiceCanDo() {
    given()
        .get("/console/config.json")
        .then()
        .statusCode(200)
        .header("Content-Type", "application/json;charset=UTF-8")
        .header("Cache-Control", "no-store")
        .body("auth", equalTo("none"))
        .body("issuer", nullValue())
        .body("clientId", nullValue())
        .body("scope", equalTo("openid accounts:read"))
        .body("dev", equalTo(true))
        .body("calls", equalTo(true))
        .body("losesAnswers", equalTo(true))
        .body("traceLink", nullValue())
        .body("currency", equalTo("EUR"))
        .body("snapshotInterval", equalTo(10))
        .body("size()", equalTo(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/start.js", "/passbook.css", "/passbook.svg"})
  void theStartPageIsRevalidated(String path) {
    given()
        .get(path)
        .then()
        .statusCode(200)
        .header("Cache-Control", "no-cache")
        .header("Content-Security-Policy", containsString("script-src 'self'"));
  }

  private static RequestSpecification asWritten() {
    return given()
        .config(
            RestAssured.config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()));
  }

  private static RequestSpecification plain() {
    return asWritten().header("Accept-Encoding", "identity");
  }

  private static int length(Response response) {
    return Integer.parseInt(response.header("Content-Length"));
  }
}
