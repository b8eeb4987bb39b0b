package dev.passbook.http.access;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.tokens.Issuer;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A service that requires tokens, and the issuer that it trusts. */
public record GuardedService(String url, Issuer issuer) {
  private static final Set<String> WITH_KEYS = ConcurrentHashMap.newKeySet();

  /** Returns this service once it has keys: on a busy machine the first fetch may be late. */
  GuardedService withKeys() {
    if (!WITH_KEYS.contains(url)) {
      await().atMost(2, MINUTES).until(() -> get(ada(), "/accounts").statusCode() != 503);
      WITH_KEYS.add(url);
    }
    return this;
  }

  String ada() {
    return issuer.recentToken("acme", "ada");
  }

  /** Returns the token of a neighbour: another holder of Ada's tenant. */
  String bob() {
    return issuer.recentToken("acme", "bob");
  }

  /** Returns the token of a stranger: a subject with Ada's name in another tenant. */
  String stranger() {
    return issuer.recentToken("umbrella", "ada");
  }

  String operator() {
    return issuer.recentToken("acme", "olga", "operator");
  }

  String strangersOperator() {
    return issuer.recentToken("umbrella", "otto", "operator");
  }

  /** Returns a request with this token, or without one if it is null. */
  RequestSpecification as(String token) {
    var request = given().baseUri(url).urlEncodingEnabled(false).noContentType();
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  Response get(String token, String path) {
    return as(token).get(path);
  }

  Response post(String token, String path) {
    return as(token).post(path);
  }

  Response post(String token, String path, String json) {
    return as(token).contentType("application/json").body(json).post(path);
  }

  Response put(String token, String path, String json) {
    return as(token).contentType("application/json").body(json).put(path);
  }

  /** Opens an account for the token's subject with a balance of 100. */
  String account(String token) {
    String id = opened(post(token, "/accounts"));
    created(post(token, "/accounts/" + id + "/credits", "{\"amount\":100}"));
    return id;
  }

  /** Writes an empty account without a holder, as from before accounts had holders. */
  static String nobodys() {
    String account = UUID.randomUUID().toString();
    write(
        account,
        1,
        Map.of(
            "Type", AttributeValue.fromS("AccountCreated"),
            "CommandId", AttributeValue.fromS("command-1"),
            "Currency", AttributeValue.fromS("EUR"),
            "Balance", AttributeValue.fromN("0")));
    return account;
  }

  /** Appends an event that the service cannot read. */
  static void writeUnreadableEvent(String account, int version) {
    write(account, version, Map.of("Type", AttributeValue.fromS("Unknown")));
  }

  private static void write(String account, int version, Map<String, AttributeValue> event) {
    Map<String, AttributeValue> row =
        Map.of(
            "StreamId", AttributeValue.fromS("account-" + account),
            "Version", AttributeValue.fromN(Integer.toString(version)),
            "At", AttributeValue.fromS("2026-01-01T00:00:00.000Z"),
            "Events", AttributeValue.fromL(List.of(AttributeValue.fromM(event))));
    DynamoDbLocalResource.client().putItem(put -> put.tableName("Passbook").item(row)).join();
  }

  static String opened(Response response) {
    return created(response).path("id");
  }

  static Response created(Response response) {
    assertThat(response.asString(), response.statusCode(), equalTo(201));
    return response;
  }

  static String transferOf(String from, String to) {
    return "{\"from\":\"" + from + "\",\"to\":\"" + to + "\",\"amount\":1}";
  }
}
