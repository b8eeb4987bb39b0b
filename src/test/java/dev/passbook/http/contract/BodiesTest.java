package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which bodies are valid. No refusal here leaves a row. */
@QuarkusTest
class BodiesTest extends PassbookOverHttp {
  private static final int LIMIT = 16 * 1024;
  private static final String JSON = "Content-Type: application/json";

  private String id;
  private String credits;
  private long accepted;

  @BeforeEach
  void openAnAccount() {
    id = open();
    credits = "/accounts/" + id + "/credits";
    accepted = 0;
  }

  @AfterEach
  void onlyWhatWasAcceptedLeftARow() {
    assertThat(rows().count(id), equalTo(1 + accepted));
  }

  static Stream<String> notStrict() {
    return Stream.of(
        "",
        " ",
        "null",
        "[]",
        "[{\"amount\":1}]",
        "1",
        "\"amount\"",
        "true",
        "{",
        "{\"amount\":1",
        "{\"amount\":1,}",
        "{\"amount\" 1}",
        "{\"amount\":1}}",
        "{\"amount\":1} {}",
        "{\"amount\":1}{\"amount\":2}",
        "{\"amount\":1} x",
        "{\"amount\":1},",
        "{\"amount\":1,\"amount\":1}",
        "{\"amount\":1,\"am\\u006funt\":2}",
        "{\"amount\":1,\"reference\":\"a\",\"reference\":\"a\"}",
        "{\"amount\":1,\"currency\":\"EUR\"}",
        "{\"amount\":1,\"Amount\":2}",
        "{\"amount\":1,\"refrence\":\"typo\"}",
        "{\"amount\":1,\"\":2}",
        "{\"Amount\":1}",
        "{amount:1}",
        "{'amount':1}",
        "{\"amount\":1/*one*/}",
        "{\"amount\":1}//one",
        "{\"amount\":1}\u0000",
        "{\"amount\":1,\"reference\":\"line\nbreak\"}",
        "{\"amount\":1,\"reference\":\"\\x41\"}",
        "{\"amount\":1,\"reference\":42}",
        "{\"amount\":1,\"reference\":{}}",
        "{\"amount\":1,\"reference\":[\"a\"]}",
        "[".repeat(8_000),
        "{\"amount\":" + "[".repeat(8_000),
        "{\"amount\":" + "[".repeat(4_000) + "]".repeat(4_000) + "}",
        "{\"a\":".repeat(3_000),
        "{\"x\":" + "[".repeat(900) + "]".repeat(900) + ",\"amount\":1}",
        "amount=1",
        "<amount>1</amount>");
  }

  @ParameterizedTest
  @MethodSource("notStrict")
  void aBodyOutsideTheSchemaIsRefused(String body) {
    problem(post(credits, body), 400, "invalid-request");
  }

  @Test
  void anUnknownMemberIsNamed() {
    JsonNode problem = problem(post(credits, "{\"amount\":1,\"fee\":2}"), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("fee"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"note\":\"\"}", "{\"amount\":1}", "[]", "1", "{}{}"})
  void aClosureHasNoMembers(String body) {
    problem(post("/accounts/" + id + "/closure", body), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "1", "\"EUR\"", "{\"name\":\"Ada\"}", "{\"owner\":\"a\",\"owner\":\"b\"}"})
  void anOpeningIsStrictToo(String body) {
    long before = rows().count();

    problem(post("/accounts", body), 400, "invalid-request");

    assertThat(rows().count(), equalTo(before));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    for (String broken : List.of("\u00ff", "\u00c3", "\u00c0\u0080", "\u00ed\u00a0\u0080")) {
      byte[] body =
          ("{\"amount\":1,\"reference\":\"" + broken + "\"}").getBytes(StandardCharsets.ISO_8859_1);
      assertRefused(verified(RawHttp.post(credits, List.of(JSON), body)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32"})
  void anotherUnicodeEncodingIsNotGuessed(String encoding) {
    byte[] body = "{\"amount\":1}".getBytes(Charset.forName(encoding));

    assertRefused(verified(RawHttp.post(credits, List.of(JSON), body)));
  }

  @Test
  void aByteOrderMarkIsNoJson() {
    byte[] body = "\ufeff{\"amount\":1}".getBytes(StandardCharsets.UTF_8);

    assertRefused(verified(RawHttp.post(credits, List.of(JSON), body)));
  }

  private static void assertRefused(Exchange exchange) {
    assertThat(exchange.toString(), exchange.status(), equalTo(400));
    assertThat(
        Json.parse(exchange.text()).path("type").asText(),
        equalTo("urn:passbook:problem:invalid-request"));
  }

  @Test
  void aBodyOf16KibibytesIsRead() {
    accepted(post(credits, padded(LIMIT)));
    accepted = 1;
  }

  @Test
  void aBodyOf16KibibytesInChunksIsRead() {
    byte[] body = padded(LIMIT).getBytes(StandardCharsets.UTF_8);

    Exchange exchange = verified(RawHttp.postInChunks(credits, List.of(JSON), body));

    assertThat(exchange.toString(), exchange.status(), equalTo(201));
    accepted = 1;
  }

  @Test
  void aBodyOverTheLimitIsTooLarge() {
    long before = rows().count();

    protocolProblem(post(credits, padded(LIMIT + 1)), 413);
    protocolProblem(post("/accounts", padded(LIMIT + 1)), 413);
    protocolProblem(post("/accounts/" + id + "/closure", padded(LIMIT + 1)), 413);
    protocolProblem(post("/transfers", padded(LIMIT + 1)), 413);

    assertThat(rows().count(), equalTo(before));
  }

  @Test
  void aBodyOverTheLimitIsTooLargeInChunksToo() {
    byte[] body = padded(LIMIT + 1).getBytes(StandardCharsets.UTF_8);

    protocolProblem(verified(RawHttp.postInChunks(credits, List.of(JSON), body)), 413);
  }

  @Test
  void anAnnouncedHugeBodyIsTooLarge() {
    List<String> lines = List.of(JSON, "Content-Length: 1000000000");

    protocolProblem(verified(RawHttp.send("POST", credits, lines, new byte[0])), 413);
  }

  private static String padded(int bytes) {
    String body = amount("1");
    return body + " ".repeat(bytes - body.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "application/json-patch+json",
        "application/json; charset=ISO-8859-1",
        "application/json; charset=utf-16",
        "*/*"
      })
  void aBodyOfAnotherMediaTypeIsNotRead(String type) {
    byte[] body = amount("1").getBytes(StandardCharsets.UTF_8);

    for (String path : List.of(credits, "/accounts/" + id + "/withdrawals", "/transfers")) {
      protocolProblem(verified(RawHttp.post(path, List.of("Content-Type: " + type), body)), 415);
    }
    protocolProblem(
        verified(
            RawHttp.post(
                "/accounts",
                List.of("Content-Type: " + type),
                "{}".getBytes(StandardCharsets.UTF_8))),
        415);
  }

  @Test
  void aBodyWithoutAMediaTypeIsNotRead() {
    byte[] body = amount("1").getBytes(StandardCharsets.UTF_8);

    protocolProblem(verified(RawHttp.post(credits, List.of(), body)), 415);
    protocolProblem(verified(RawHttp.post("/accounts", List.of(), new byte[] {'{', '}'})), 415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "application/json; charset=\"UTF-8\"",
        "APPLICATION/JSON"
      })
  void utf8MayBeDeclared(String type) {
    byte[] body = amount("1").getBytes(StandardCharsets.UTF_8);

    Exchange exchange = verified(RawHttp.post(credits, List.of("Content-Type: " + type), body));

    assertThat(exchange.toString(), exchange.status(), equalTo(201));
    accepted = 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "😀"})
  void aReferenceOf140CodePointsFitsAnd141DoNot(String letter) {
    Response response = accepted(post(credits, withReference(letter.repeat(140))));
    accepted = 1;

    assertThat(Json.of(response).get("reference").asText(), equalTo(letter.repeat(140)));
    problem(post(credits, withReference(letter.repeat(141))), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "a\\nb", "\\u001f", "\\u007f", "\\u009f", "\\udfff"})
  void aReferenceHoldsNoControlCharactersAndNoLoneSurrogates(String reference) {
    JsonNode problem = problem(post(credits, withReference(reference)), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("reference"));
  }

  private static String withReference(String reference) {
    return "{\"amount\":1,\"reference\":\"" + reference + "\"}";
  }
}
