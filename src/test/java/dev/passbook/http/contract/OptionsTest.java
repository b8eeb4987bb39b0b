package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the allowed methods of a path, and empty or unsupported bodies. */
@QuarkusTest
class OptionsTest extends PassbookOverHttp {
  private static final byte[] NOTHING = {};

  private static Stream<Arguments> operations() {
    return Stream.of(
        Arguments.of("/accounts", "GET, HEAD, OPTIONS, POST"),
        Arguments.of("/accounts/1", "GET, HEAD, OPTIONS"),
        Arguments.of("/accounts/1/credits", "OPTIONS, POST"),
        Arguments.of("/accounts/1/withdrawals", "OPTIONS, POST"),
        Arguments.of("/accounts/1/closure", "OPTIONS, POST"),
        Arguments.of("/accounts/1/events", "GET, HEAD, OPTIONS"),
        Arguments.of("/accounts/1/events/1", "GET, HEAD, OPTIONS"),
        Arguments.of("/accounts/1/holds", "GET, HEAD, OPTIONS, POST"),
        Arguments.of("/accounts/1/holds/1", "GET, HEAD, OPTIONS"),
        Arguments.of("/accounts/1/holds/1/release", "OPTIONS, POST"),
        Arguments.of("/accounts/1/limits", "OPTIONS, PUT"),
        Arguments.of("/accounts/1/restrictions", "OPTIONS, PUT"),
        Arguments.of("/accounts/1/holder", "OPTIONS, PUT"),
        Arguments.of("/accounts/1/events/1/reversal", "OPTIONS, POST"),
        Arguments.of("/transfers/1/reversal", "OPTIONS, POST"),
        Arguments.of("/transfers", "OPTIONS, POST"),
        Arguments.of("/transfers/1", "GET, HEAD, OPTIONS"));
  }

  private static Stream<Arguments> paths() {
    return Stream.concat(
        operations(),
        Stream.of(
            Arguments.of("/", "GET, HEAD, OPTIONS"),
            Arguments.of("/passbook.css", "GET, HEAD, OPTIONS"),
            Arguments.of(
                "/schemas/events/dev.passbook.AccountClosed.v1.json", "GET, HEAD, OPTIONS")));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aPathListsItsMethods(String path, String methods) {
    Exchange exchange = RawHttp.send("OPTIONS", path, List.of(), NOTHING);

    assertThat(exchange.toString(), exchange.status(), equalTo(200));
    assertThat(exchange.header("Allow"), equalTo(Optional.of(methods)));
    assertThat(exchange.header("X-Request-Id").isPresent(), equalTo(true));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anotherMethodIsRefusedWithTheAllowedOnes(String path, String methods) {
    for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")) {
      if (!List.of(methods.split(", ")).contains(method)) {
        Exchange exchange = verified(RawHttp.send(method, path, List.of(), NOTHING));

        assertThat(exchange.toString(), exchange.status(), equalTo(405));
        assertThat(exchange.header("Allow"), equalTo(Optional.of(methods)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/accounts/1/nothing", "/schemas/nothing", "/accounts/1/events/2/3"})
  void anUnknownPathHasNoMethods(String path) {
    protocolProblem(request().request("OPTIONS", path), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/passbook.svg", "/schemas/events/dev.passbook.AccountClosed.v1.json"})
  void aFileIsReadOnly(String path) {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      Response response = request().request(method, path);

      protocolProblem(response, 405);
      assertThat(List.of(response.header("Allow").split(", ")), hasItems("GET", "HEAD"));
    }
  }

  /** Some clients send an empty chunked body with every POST. It needs no media type. */
  @Test
  void emptyChunksAreNoBody() {
    assertThat(RawHttp.postInChunks("/accounts", List.of(), NOTHING).status(), equalTo(201));
    String odd = "Content-Type: text/plain";
    assertThat(RawHttp.postInChunks("/accounts", List.of(odd), NOTHING).status(), equalTo(201));
    String closure = "/accounts/" + open() + "/closure";
    assertThat(RawHttp.postInChunks(closure, List.of(), NOTHING).status(), equalTo(201));
  }

  /** The framework reads a form's parts separately, but the form is still a body. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=a",
        "application/x-www-form-urlencoded",
        "text/plain"
      })
  void aFormIsAnUnsupportedMediaType(String type) {
    byte[] form = "--a\r\n\r\nb\r\n--a--\r\n".getBytes(StandardCharsets.UTF_8);
    List<String> lines = List.of("Content-Type: " + type);

    assertThat(RawHttp.post("/accounts", lines, form).status(), equalTo(415));
    assertThat(RawHttp.postInChunks("/accounts", lines, form).status(), equalTo(415));
  }

  @Test
  void emptyChunksAreNoBodyWhereOneIsRequired() {
    Exchange exchange =
        RawHttp.postInChunks("/accounts/" + open() + "/credits", List.of(), NOTHING);

    assertThat(exchange.toString(), exchange.status(), equalTo(400));
  }
}
