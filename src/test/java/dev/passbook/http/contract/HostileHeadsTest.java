package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No request head causes an internal error or raises an alert. */
@QuarkusTest
class HostileHeadsTest extends PassbookOverHttp {
  private static final String ACCOUNT = "/accounts/0b7e4c1a-6a3f-4f0e-9a55-2f1d6f7e8c90";

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          ",",
          ";",
          "=",
          "\"",
          "\"\"",
          "'",
          "\\",
          "/",
          "*",
          "*/*/*",
          "a",
          "a=",
          "=a",
          "a;",
          "a;b",
          "a,b,,",
          ";q=",
          "a/b;q=9",
          "a/b;c=\"",
          "\u00e9",
          "\u0080\u00ff",
          "-1",
          "0",
          "1e9",
          "99999999999999999999",
          "bytes=",
          "bytes=-",
          "bytes=9-1",
          "bytes=0-,-1",
          "items=0-1",
          "{}",
          "${jndi:x}",
          "%zz",
          "%00",
          "a\tb",
          "2026-01-31",
          "Thu, 01 Jan 1970",
          "W/",
          "\"1",
          "\"1\"x",
          "text/html;charset=\"",
          "multipart/form-data; boundary=",
          "a".repeat(8_000),
          ",".repeat(8_000),
          "\"".repeat(8_000),
          " ,".repeat(4_000),
          "a;".repeat(4_000),
          "\"1\"" + (" ".repeat(900) + ",").repeat(8) + "x",
          "q=0.,".repeat(1_500));

  private static final List<String> PATHS =
      List.of(
          "/",
          "/accounts",
          ACCOUNT,
          ACCOUNT + "/events",
          "/transfers",
          "/q/openapi",
          "/q/metrics",
          "/q/health/ready",
          "/schemas/events/dev.passbook.AccountCreated.v1.json",
          "/nothing");

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "OPTIONS", "GET", "GET", "HEAD", "GET");

  private final LogLines log = new LogLines();

  @BeforeEach
  void listen() {
    log.listen();
  }

  @AfterEach
  void nothingIsLoggedAsAFailure() {
    log.leave();
    assertThat(log.text(), not(containsString("ERROR")));
    assertThat(log.text(), not(containsString("(null)")));
  }

  static Stream<String> names() {
    return Stream.of(
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Access-Control-Request-Headers",
        "Access-Control-Request-Method",
        "Authorization",
        "Cache-Control",
        "Content-Encoding",
        "Content-Language",
        "Content-Location",
        "Content-Type",
        "Cookie",
        "Date",
        "Expect",
        "Forwarded",
        "From",
        "Idempotency-Key",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "If-Unmodified-Since",
        "Last-Event-ID",
        "Max-Forwards",
        "Origin",
        "Pragma",
        "Prefer",
        "Range",
        "Referer",
        "TE",
        "Trailer",
        "Upgrade",
        "User-Agent",
        "Via",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Port",
        "X-Forwarded-Proto",
        "X-HTTP-Method-Override",
        "X-Request-Id",
        "traceparent",
        "tracestate",
        "baggage",
        "Host");
  }

  @ParameterizedTest
  @MethodSource("names")
  void noHeaderValueCausesAnInternalError(String name) {
    // Each header gets each value once. Trying all paths too would take too long, so the paths
    // rotate.
    for (int i = 0; i < VALUES.size(); i++) {
      int turn = Math.floorMod(name.hashCode(), 1_000) + i;
      List<String> lines = List.of(name + ": " + VALUES.get(i));
      switch (turn % 3) {
        case 0 -> sound(post(lines), lines);
        case 1 -> sound(get(turn, lines), lines);
        default -> sound(get(turn, List.of(lines.get(0), lines.get(0))), lines);
      }
    }
  }

  private static Exchange get(int turn, List<String> lines) {
    String path = PATHS.get(turn % PATHS.size());
    return RawHttp.send(METHODS.get(turn % METHODS.size()), path, lines, new byte[0]);
  }

  private static Exchange post(List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.add("Content-Type: application/json");
    byte[] body = amount("1").getBytes(StandardCharsets.UTF_8);
    return RawHttp.post(ACCOUNT + "/credits", all, body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%",
        "/%zz",
        "/%e0%80%80",
        "/accounts/%",
        "/accounts/%ff/events",
        "/accounts/%F0%28%8C%28",
        "/accounts?after=%",
        "/accounts?after=%ff",
        "/accounts?limit=%31%",
        "/accounts?%zz=1",
        "/accounts?=",
        "/accounts?&&&&",
        "/accounts?after",
        "/q/openapi?format=%",
        "/q/openapi?format=%ff",
        "/?%zz",
        "/schemas/events/%zz",
        "/schemas/events/%ff.json",
        "/schemas/events/..%2f",
        "/index.html%00",
        "/passbook.css?%",
        "/q/metrics?%zz=%",
        "/q/metrics/%zz",
        "/q/health/%ff",
        "/q/info?%",
        "http://",
        "http:///accounts",
        "http://[::1/accounts",
        "*",
        "accounts",
        "?",
        "/?",
        "/#",
        "/accounts#%zz"
      })
  void noPathCausesAnInternalError(String path) {
    for (String method : List.of("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE", "X")) {
      sound(RawHttp.send(method, path, List.of(), new byte[0]), List.of(method, path));
    }
  }

  /** Expects a status below 500, or 503, because on a busy machine the database may time out. */
  private static void sound(Exchange exchange, List<String> sent) {
    String what = sent.toString();
    assertThat(
        what.substring(0, Math.min(200, what.length())) + exchange,
        exchange.status(),
        anyOf(lessThan(500), equalTo(503)));
  }
}
