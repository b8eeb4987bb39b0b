package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service refuses a query with a typo or a repeated parameter. */
@QuarkusTest
class QueryParametersTest extends PassbookOverHttp {
  private static final String ANY = "0b7e4c1a-6a3f-4f0e-9a55-2f1d6f7e8c90";

  static Stream<Arguments> operations() {
    String account = "/accounts/" + ANY;
    return Stream.of(
        Arguments.of("GET", "/accounts"),
        Arguments.of("HEAD", account),
        Arguments.of("POST", "/accounts"),
        Arguments.of("GET", account),
        Arguments.of("POST", account + "/credits"),
        Arguments.of("POST", account + "/withdrawals"),
        Arguments.of("POST", account + "/closure"),
        Arguments.of("GET", account + "/holds"),
        Arguments.of("POST", account + "/holds"),
        Arguments.of("GET", account + "/holds/" + ANY + "-1"),
        Arguments.of("POST", account + "/holds/" + ANY + "-1/release"),
        Arguments.of("PUT", account + "/limits"),
        Arguments.of("PUT", account + "/restrictions"),
        Arguments.of("PUT", account + "/holder"),
        Arguments.of("POST", account + "/events/1/reversal"),
        Arguments.of("POST", "/transfers/" + ANY + "-1/reversal"),
        Arguments.of("GET", account + "/events"),
        Arguments.of("GET", account + "/events/1"),
        Arguments.of("GET", account + "/statements/2026-01"),
        Arguments.of("POST", "/transfers"),
        Arguments.of("GET", "/transfers/" + ANY + "-1"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anUnknownParameterIsRefusedByEveryOperation(String method, String path) {
    long before = rows().count();

    for (String query : List.of("?typo=1", "?=1", "?typo", "?VERSION=1", "?version%20=1", "?%00")) {
      assertThat(path + query, bare().request(method, path + query).statusCode(), equalTo(400));
    }
    assertThat(rows().count(), equalTo(before));
  }

  @Test
  void theFlawsAreNamed() {
    JsonNode problem = problem(get("/accounts/" + ANY + "?typo=1&version=1&at=x&at=y"), 400);

    assertThat(problem.at("/violations/0/field").asText(), equalTo("typo"));
    assertThat(problem.at("/violations/1/field").asText(), equalTo("at"));
    assertThat(problem.get("violations").size(), equalTo(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?version=1&version=1",
        "?version=1&version=2",
        "?version=1&v%65rsion=2",
        "?version&version=1",
        "?version=",
        "?version=1;at=2",
        "?version=1#x",
        "?at=%zz",
        "?at=%",
        "?at=%4",
        "?at=%c0%80",
        "?at=%ff",
        "?at=%2",
        "?version=\u00e9"
      })
  void aRepeatedOrUnreadableParameterIsRefused(String query) {
    Exchange exchange = RawHttp.send("GET", "/accounts/" + open() + query, List.of(), new byte[0]);

    assertThat(exchange.toString(), exchange.status(), equalTo(400));
  }

  @Test
  void aStreamHasTheSameParameters() {
    String events = "/accounts/" + open() + "/events";
    for (String query : List.of("?typo=1", "?after=0&after=0", "?limit=1", "?Last-Event-ID=0")) {
      Response response = request().accept("text/event-stream").get(events + query);
      problem(response, 400);
    }
  }

  @Test
  void anEmptyPartIsIgnored() {
    String account = "/accounts/" + open();

    for (String query : List.of("?", "?&", "?version=1&", "?&version=1", "?version=%31")) {
      Exchange exchange = RawHttp.send("GET", account + query, List.of(), new byte[0]);
      assertThat(exchange.toString(), exchange.status(), equalTo(200));
    }
    assertThat(get("/accounts?after=&limit=1").statusCode(), equalTo(400));
  }

  private static JsonNode problem(Response response, int status) {
    return problem(response, status, "invalid-request");
  }
}
