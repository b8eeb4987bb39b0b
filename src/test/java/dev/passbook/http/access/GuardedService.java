package dev.passbook.http.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.passbook.tokens.Issuer;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** A service that asks for tokens, and the issuer that it believes. */
public record GuardedService(String url, Issuer issuer) {

  String ada() {
    return issuer.token("acme", "ada");
  }

  /** A neighbour of Ada's: of the same tenant. */
  String bob() {
    return issuer.token("acme", "bob");
  }

  /** A stranger who has Ada's name. */
  String stranger() {
    return issuer.token("umbrella", "ada");
  }

  String operator() {
    return issuer.token("acme", "olga", "operator");
  }

  String strangersOperator() {
    return issuer.token("umbrella", "otto", "operator");
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
