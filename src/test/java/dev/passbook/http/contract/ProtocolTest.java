package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks HTTP itself: paths, methods, media types and request ids. */
@QuarkusTest
class ProtocolTest extends PassbookOverHttp {
  private static final byte[] NOTHING = {};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/account",
        "/accounts/1/nothing",
        "/transfers/1/2",
        "/accounts/1/events/1/2"
      })
  void anUnknownPathIsNotFound(String path) {
    protocolProblem(get(path), 404);
    protocolProblem(post(path, "{}"), 404);
  }

  static Stream<Arguments> methodsByPath() {
    String account = "/accounts/0b7e4c1a-6a3f-4f0e-9a55-2f1d6f7e8c90";
    return Stream.of(
        Arguments.of(
            "/accounts", List.of("PUT", "DELETE", "PATCH"), List.of("GET", "HEAD", "POST")),
        Arguments.of(account, List.of("POST", "PUT", "DELETE", "PATCH"), List.of("GET", "HEAD")),
        Arguments.of(account + "/credits", List.of("GET", "PUT", "DELETE"), List.of("POST")),
        Arguments.of(account + "/withdrawals", List.of("GET", "PUT", "DELETE"), List.of("POST")),
        Arguments.of(account + "/closure", List.of("GET", "PUT", "DELETE"), List.of("POST")),
        Arguments.of(account + "/events", List.of("POST", "DELETE"), List.of("GET", "HEAD")),
        Arguments.of(account + "/events/1", List.of("POST", "PUT"), List.of("GET", "HEAD")),
        Arguments.of("/transfers", List.of("GET", "DELETE"), List.of("POST")),
        Arguments.of("/transfers/1", List.of("POST", "DELETE"), List.of("GET", "HEAD")));
  }

  @ParameterizedTest
  @MethodSource("methodsByPath")
  void anotherMethodIsNotAllowedAndTheAllowedOnesAreNamed(
      String path, List<String> refused, List<String> allowed) {
    for (String method : refused) {
      Response response = request().request(method, path);
      protocolProblem(response, 405);
      List<String> named = List.of(response.header("Allow").split("\\s*,\\s*"));
      allowed.forEach(each -> assertThat(method + " " + path, named, hasItems(each)));
      assertThat(named, not(hasItems(method)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/xml", "text/html", "text/csv", "image/*"})
  void anUnsupportedMediaTypeIsNotServedAndNothingIsWritten(String accept) {
    String id = openWith("1");
    long before = rows().count();

    for (String path : List.of("", "/events", "/events/1")) {
      protocolProblem(request().accept(accept).get("/accounts/" + id + path), 406);
    }
    for (String path :
        List.of("/accounts/" + id + "/credits", "/accounts/" + id + "/withdrawals")) {
      protocolProblem(
          request().accept(accept).contentType("application/json").body(amount("1")).post(path),
          406);
    }
    protocolProblem(bare().accept(accept).post("/accounts/" + id + "/closure"), 406);
    protocolProblem(bare().accept(accept).post("/accounts"), 406);
    protocolProblem(request().accept(accept).get("/transfers/" + id + "-1"), 406);
    assertThat(rows().count(), equalTo(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", "application/*", "text/html, */*;q=0.1"})
  void aClientThatAcceptsJsonGetsIt(String accept) {
    Response response = request().accept(accept).get("/accounts/" + open());

    assertThat(response.statusCode(), equalTo(200));
    assertThat(response.contentType(), matchesPattern("application/json(;.*)?"));
  }

  @Test
  void aClientThatAcceptsOnlyJsonStillGetsProblems() {
    problem(
        request().accept("application/json").get("/accounts/" + someId()),
        404,
        "account-not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/accounts/%ff",
        "/accounts/%00",
        "/accounts/%c0%80/events",
        "/accounts/a%2Fb",
        "/accounts/%2e%2e/%2e%2e/etc",
        "/accounts//events"
      })
  void aMalformedPathIsAClientError(String path) {
    Exchange exchange = RawHttp.send("GET", path, List.of(), NOTHING);

    assertThat(exchange.toString(), exchange.status(), oneOf(400, 404));
    assertThat(exchange.mediaType(), equalTo("application/problem+json"));
    assertThat(Json.parse(exchange.text()).path("status").asInt(), equalTo(exchange.status()));
    assertThat(exchange.header("X-Request-Id").isPresent(), equalTo(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/events?after=%ff"})
  void aMalformedQueryIsAClientError(String query) {
    Exchange exchange = RawHttp.send("GET", "/accounts/" + open() + query, List.of(), NOTHING);

    assertThat(exchange.toString(), exchange.status(), equalTo(400));
    assertThat(exchange.mediaType(), equalTo("application/problem+json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"order-4711", "a", "0b7e4c1a-6a3f-4f0e-9a55-2f1d6f7e8c90", "x/y:z=1,2.3~"})
  void aValidRequestIdIsReturned(String id) {
    String account = open();

    assertThat(echo(id, "GET", "/accounts/" + account), equalTo(id));
    assertThat(echo(id, "GET", "/accounts/" + someId()), equalTo(id));
    assertThat(echo(id, "GET", "/accounts/" + account + "?version=x"), equalTo(id));
    assertThat(echo(id, "GET", "/nothing"), equalTo(id));
    assertThat(echo(id, "DELETE", "/accounts"), equalTo(id));
    assertThat(echo(id, "POST", "/accounts"), equalTo(id));
  }

  @Test
  void aRequestIdHasUpTo128Characters() {
    assertThat(echo("i".repeat(128), "POST", "/accounts"), equalTo("i".repeat(128)));
    assertThat(echo("i".repeat(129), "POST", "/accounts"), not(equalTo("i".repeat(129))));
  }

  @Test
  void anInvalidRequestIdIsReplaced() {
    for (String id : List.of("", "tab\tid", "schl\u00fcssel", "x".repeat(1_000))) {
      Exchange exchange =
          verified(
              RawHttp.send(
                  "GET", "/accounts/" + someId(), List.of("X-Request-Id: " + id), NOTHING));
      assertThat(exchange.toString(), exchange.status(), equalTo(404));
      assertThat(exchange.header("X-Request-Id").orElse(""), not(equalTo(id)));
    }
  }

  @Test
  void anInvalidHeaderCharacterIsRefused() {
    String id = open();
    byte[] body = amount("1").getBytes(StandardCharsets.UTF_8);

    for (String header : List.of("X-Request-Id: \u0001", "Idempotency-Key: a\u007f")) {
      List<String> lines = List.of("Content-Type: application/json", header);
      Exchange exchange = RawHttp.post("/accounts/" + id + "/credits", lines, body);
      assertThat(exchange.toString(), exchange.status(), equalTo(400));
    }
    assertThat(rows().count(id), equalTo(1L));
  }

  @Test
  void aHeadThatIsTooLongIsRefusedUnread() {
    List<String> sound = List.of("X-Long: " + "x".repeat(8_000));
    List<String> tooLong = List.of("X-Long: " + "x".repeat(17_000));

    assertThat(RawHttp.send("GET", "/nothing", sound, NOTHING).status(), equalTo(404));
    assertThat(RawHttp.send("GET", "/nothing", tooLong, NOTHING).status(), equalTo(431));
    String path = "/" + "n".repeat(4_100);
    assertThat(RawHttp.send("GET", path, List.of(), NOTHING).status(), equalTo(414));
  }

  private static String echo(String id, String method, String path) {
    return request().header("X-Request-Id", id).request(method, path).header("X-Request-Id");
  }

  @Test
  void requestsWithoutAnIdGetOneEach() {
    String one = post("/accounts").header("X-Request-Id");
    String two = post("/accounts").header("X-Request-Id");

    assertThat(one, not(equalTo(two)));
  }

  /** Java's own client offers HTTP/2 over a plain connection. */
  @Test
  void aClientThatOffersHttp2IsServed() throws Exception {
    URI account = URI.create("http://localhost:" + RestAssured.port + "/accounts/" + open());
    HttpRequest get = HttpRequest.newBuilder(account).build();
    HttpRequest credit =
        HttpRequest.newBuilder(URI.create(account + "/credits"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(amount("1")))
            .build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    assertThat(client.send(get, BodyHandlers.ofString()).statusCode(), equalTo(200));
    assertThat(client.send(credit, BodyHandlers.ofString()).statusCode(), equalTo(201));
  }

  @Test
  void aRequestWithATooLargeBodyKeepsItsRequestId() {
    byte[] body = " ".repeat(20_000).getBytes(StandardCharsets.UTF_8);

    Exchange exchange =
        verified(
            RawHttp.post(
                "/accounts",
                List.of("Content-Type: application/json", "X-Request-Id: large-1"),
                body));

    assertThat(exchange.status(), equalTo(413));
    assertThat(exchange.header("X-Request-Id").orElse(""), equalTo("large-1"));
  }
}
