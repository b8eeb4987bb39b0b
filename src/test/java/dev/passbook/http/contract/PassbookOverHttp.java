package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Sends requests as a client of the service, and reads the rows that they leave. The tests know the
 * service only by its address, so they also run against the package.
 */
abstract class PassbookOverHttp {
  /** This exceeds a request's whole time budget, so a longer wait means that the request hangs. */
  private static final int TIMEOUT_MILLIS = 15_000;

  private static final RestAssuredConfig AS_WRITTEN =
      RestAssured.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .defaultContentCharset(StandardCharsets.UTF_8)
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false))
          .httpClient(
              HttpClientConfig.httpClientConfig()
                  .setParam("http.connection.timeout", TIMEOUT_MILLIS)
                  .setParam("http.socket.timeout", TIMEOUT_MILLIS));

  /** Returns a request whose response is verified against the OpenAPI document. */
  static RequestSpecification request() {
    return RestAssured.given()
        .config(AS_WRITTEN)
        .urlEncodingEnabled(false)
        .filter(new ContractFilter(contract()));
  }

  /** Returns a request without a body. The client library would otherwise send an empty form. */
  static RequestSpecification bare() {
    return request().noContentType();
  }

  static ContractDocument contract() {
    return ServedDocument.judge();
  }

  static Rows rows() {
    return new Rows(DynamoDbLocalResource.client(), "Passbook");
  }

  static Response get(String path) {
    return request().get(path);
  }

  static Response post(String path, String json) {
    return request().contentType("application/json").body(json).post(path);
  }

  static Response post(String path) {
    return bare().post(path);
  }

  /** Verifies the response of a raw request against the document. */
  static Exchange verified(Exchange exchange) {
    contract().verify(exchange);
    return exchange;
  }

  static String open() {
    return opened(post("/accounts"));
  }

  static String openIn(String currency) {
    return opened(post("/accounts", "{\"currency\":\"" + currency + "\"}"));
  }

  static String openWith(String amount) {
    String id = open();
    accepted(credit(id, amount));
    return id;
  }

  private static String opened(Response response) {
    return Json.of(accepted(response)).get("id").asText();
  }

  static Response accepted(Response response) {
    assertThat(response.asString(), response.statusCode(), equalTo(201));
    return response;
  }

  static String amount(String number) {
    return "{\"amount\":" + number + "}";
  }

  static Response credit(String id, String number) {
    return post("/accounts/" + id + "/credits", amount(number));
  }

  static Response withdraw(String id, String number) {
    return post("/accounts/" + id + "/withdrawals", amount(number));
  }

  static Response close(String id) {
    return post("/accounts/" + id + "/closure");
  }

  static Response transfer(String from, String to, String number) {
    return post("/transfers", transferOf(from, to, number));
  }

  static String transferOf(String from, String to, String number) {
    return "{\"from\":\"" + from + "\",\"to\":\"" + to + "\",\"amount\":" + number + "}";
  }

  /** Returns the account as the service shows it now. */
  static JsonNode account(String id) {
    Response response = get("/accounts/" + id);
    assertThat(response.asString(), response.statusCode(), equalTo(200));
    return Json.of(response);
  }

  static String balance(String id) {
    return Json.written(get("/accounts/" + id), "balance");
  }

  static long version(String id) {
    return account(id).get("version").asLong();
  }

  /** Asserts that the response is this problem. The filter has verified the rest of it. */
  static JsonNode problem(Response response, int status, String slug) {
    assertThat(response.asString(), response.statusCode(), equalTo(status));
    JsonNode problem = Json.of(response);
    assertThat(
        response.asString(),
        problem.path("type").asText(),
        equalTo("urn:passbook:problem:" + slug));
    return problem;
  }

  static void protocolProblem(Exchange exchange, int status) {
    assertThat(exchange.toString(), exchange.status(), equalTo(status));
    assertThat(
        exchange.toString(),
        Json.parse(exchange.text()).path("type").asText(),
        equalTo("about:blank"));
  }

  static void protocolProblem(Response response, int status) {
    assertThat(response.asString(), response.statusCode(), equalTo(status));
    assertThat(
        response.asString(), Json.of(response).path("type").asText(), equalTo("about:blank"));
  }

  static String someId() {
    return UUID.randomUUID().toString();
  }
}
