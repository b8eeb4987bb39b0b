package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks Accept and Content-Type as in RFC 9110. */
@QuarkusTest
class NegotiationTest extends PassbookOverHttp {
  private static final byte[] NOTHING = {};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=utf-8",
        "Application/JSON",
        "application/json; q=0.5; version=1",
        "text/html;q=0.9, APPLICATION/*;q=0.1",
        "application/json;profile=\"a,b\"",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "text/event-stream;q=0.1, application/json",
        ""
      })
  void jsonIsServedWhereItIsAccepted(String accept) {
    String id = openWith("1");

    for (String path : List.of("", "/events", "/events/1")) {
      Exchange exchange = get("/accounts/" + id + path, List.of("Accept: " + accept));
      assertThat(exchange.toString(), exchange.status(), equalTo(200));
      assertThat(exchange.mediaType(), equalTo("application/json"));
    }
    List<String> lines = List.of("Accept: " + accept, "Content-Type: application/json");
    assertThat(post("/accounts/" + id + "/credits", lines, amount("1")), equalTo(201));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;q=0, */*",
        "text/html",
        "text/html;a=\"application/json\"",
        "application/json-patch+json"
      })
  void jsonIsNotServedWhereItIsNotAccepted(String accept) {
    String id = open();
    List<String> lines = List.of("Accept: " + accept, "Content-Type: application/json");

    protocolProblem(get("/accounts/" + id, lines), 406);
    assertThat(post("/accounts/" + id + "/credits", lines, amount("1")), equalTo(406));
    assertThat(rows().count(id), equalTo(1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "application/", "application/json;q=7", "a/b;c=\"", "\u00e9/x"})
  void aMalformedListIsRefused(String accept) {
    for (String path : List.of("/accounts/" + someId(), "/accounts/" + someId() + "/events")) {
      Exchange exchange = get(path, List.of("Accept: " + accept));
      assertThat(exchange.toString(), exchange.status(), equalTo(400));
      assertThat(exchange.toString(), exchange.mediaType(), equalTo("application/problem+json"));
    }
  }

  @Test
  void severalLinesAreOneList() {
    String id = openWith("1");

    List<String> lines = new ArrayList<>(List.of("Accept: text/html", "Accept: application/json"));
    assertThat(get("/accounts/" + id, lines).status(), equalTo(200));
    lines.set(1, "Accept: image/png");
    protocolProblem(get("/accounts/" + id, lines), 406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Text/Event-Stream", "text/event-stream;charset=utf-8", "text/*"})
  void eventsAreServedWhereTheyArePreferred(String accept) {
    String id = open();
    accepted(close(id));

    Exchange exchange =
        get("/accounts/" + id + "/events", List.of("Accept: " + accept, "Last-Event-ID: 0"));

    assertThat(exchange.toString(), exchange.status(), equalTo(200));
    assertThat(exchange.header("Content-Type").orElse(""), startsWith("text/event-stream"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"",
        "multipart/form-data; boundary=a; boundary=b",
        "Multipart/Form-Data;boundary=----x",
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=nothing",
        "application/x-www-form-urlencoded; charset=\"",
        "application/json; charset=utf-7",
        "application/json; charset",
        "application/json, application/json",
        "text/plain",
        "/",
        ";",
        ""
      })
  void aBodyThatIsNoJsonIsRefused(String contentType) {
    String id = open();
    List<String> lines = List.of("Content-Type: " + contentType);

    for (String body :
        List.of(amount("1"), "a=%zz&&b=%", "--a\r\nContent-Disposition: x\r\n\r\n")) {
      assertThat(post("/accounts/" + id + "/credits", lines, body), equalTo(415));
      assertThat(post("/accounts", lines, body), equalTo(415));
      assertThat(post("/transfers", lines, body), equalTo(415));
      assertThat(post("/nothing", lines, body), equalTo(404));
    }
    assertThat(rows().count(id), equalTo(1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"APPLICATION/json", "application/json;charset=\"UTF-8\"", "application/json;a=b"})
  void aJsonTypeMayBeWrittenInOtherWays(String contentType) {
    List<String> lines = List.of("Content-Type: " + contentType);

    assertThat(post("/accounts", lines, "{\"owner\":\"Ada\"}"), equalTo(201));
  }

  /** With {@code -d ''}, curl sends a type without a body. An absent body has no type. */
  @Test
  void theTypeOfAnAbsentBodyDoesNotMatter() {
    List<String> lines = List.of("Content-Type: application/x-www-form-urlencoded");

    assertThat(post("/accounts", lines, ""), equalTo(201));
  }

  @Test
  void aCompressedBodyIsRefused() {
    List<String> lines = List.of("Content-Type: application/json", "Content-Encoding: gzip");

    assertThat(post("/accounts", lines, "{}"), equalTo(415));
    assertThat(
        post("/accounts", List.of(lines.get(0), "Content-Encoding: Identity"), "{}"), equalTo(201));
  }

  private static Exchange get(String path, List<String> lines) {
    return verified(RawHttp.send("GET", path, lines, NOTHING));
  }

  private static int post(String path, List<String> lines, String body) {
    return RawHttp.post(path, lines, body.getBytes(StandardCharsets.UTF_8)).status();
  }
}
