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
 * What a client of the service can do, and the rows that it leaves. The tests below know the
 * service by its address alone, so they run against the packaged artefact as well.
 */
abstract class PassbookOverHttp {
  /** Longer than a request's whole time budget: who waits longer has found one that hangs. */
  private static final int PATIENCE_MILLIS = 15_000;

  private static final RestAssuredConfig AS_WRITTEN =
      RestAssured.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .defaultContentCharset(StandardCharsets.UTF_8)
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false))
          .httpClient(
              HttpClientConfig.httpClientConfig()
                  .setParam("http.connection.timeout", PATIENCE_MILLIS)
                  .setParam("http.socket.timeout", PATIENCE_MILLIS));

  /** A request whose answer is held against the OpenAPI document. */
  static RequestSpecification request() {
    return RestAssured.given()
        .config(AS_WRITTEN)
        .urlEncodingEnabled(false)
        .filter(new ContractFilter(contract()));
  }

  /** A request without a body; the client library would call its absence a form. */
  static RequestSpecification bare() {
    return request().noContentType();
  }

  static ContractDocument contract() {
    return ServedDocument.judge();
  }

  static Rows rows() {
    return new Rows(DynamoDbLocalResource.client());
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

  /** Sends a raw request and holds its answer against the document, too. */
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

  /** The account as the service shows it now. */
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

  /** The answer is this problem; the filter has already held the rest of it to the document. */
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
