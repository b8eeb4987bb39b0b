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

/** A service that asks for tokens, and the issuer that it believes. */
public record GuardedService(String url, Issuer issuer) {
  private static final Set<String> WITH_KEYS = ConcurrentHashMap.newKeySet();

  /** The same, once it has keys: on a busy machine the first fetch of them may come too late. */
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

  /** A neighbour of Ada's: of the same tenant. */
  String bob() {
    return issuer.recentToken("acme", "bob");
  }

  /** A stranger who has Ada's name. */
  String stranger() {
    return issuer.recentToken("umbrella", "ada");
  }

  String operator() {
    return issuer.recentToken("acme", "olga", "operator");
  }

  String strangersOperator() {
    return issuer.recentToken("umbrella", "otto", "operator");
  }

  /** A request with a token, or with none where that is null. */
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

  /** An account of whom the token is for, with 100 in it. */
  String account(String token) {
    String id = opened(post(token, "/accounts"));
    created(post(token, "/accounts/" + id + "/credits", "{\"amount\":100}"));
    return id;
  }

  /** An account that was opened before callers were told apart, with nothing in it. */
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

  /** Has something come into a history that nobody understands. */
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
