package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.RawServer;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks responses of an issuer that contain no usable keys. */
class KeySetAnswersTest extends TokenChecks {
  static Stream<String> noKeySets() {
    var key = Issuer.fresh().keySet().replaceAll("^\\{\"keys\":\\[|\\]\\}$", "");
    return Stream.of(
        "",
        "null",
        "[]",
        "{}",
        "<html>Sign in</html>",
        "{\"keys\":null}",
        "{\"keys\":{}}",
        "{\"keys\":\"none\"}",
        "{\"keys\":[]}",
        "{\"keys\":[null]}",
        "{\"keys\":[[]]}",
        "{\"keys\":[\"key\"]}",
        "{\"keys\":[{}]}",
        "{\"keys\":[{\"kty\":\"RSA\"}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}",
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}",
        "{\"keys\":[" + key.replace("{", "{\"use\":\"enc\",") + "]}",
        "{\"keys\":[" + key.replace("{", "{\"key_ops\":[\"encrypt\"],") + "]}",
        "{\"keys\":["
            + Stream.generate(() -> key).limit(65).collect(Collectors.joining(","))
            + "]}",
        "{\"keys\":[" + key + "],\"padding\":\"" + "x".repeat(300_000) + "\"}",
        "[".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("noKeySets")
  void aSetWithoutUsableKeysDoesNotReplaceTheKeys(String response) {
    var tokens = tokens(Map.of());
    check(tokens, issuer.token("acme", "ada"));
    keySet = response;
    pass(Duration.ofMinutes(10));

    assertEquals("bob", check(tokens, issuer.token("acme", "bob")).caller().identity().subject());
    assertEquals(2, server.asked());
    assertTrue(tokens.trouble().startsWith("The issuer's keys can't be fetched from "));
    assertTrue(tokens.trouble().endsWith("."), tokens.trouble());
    assertTrue(!tokens.trouble().contains("null"), tokens.trouble());
  }

  @Test
  void usableKeysCountAmongUnusableOnes() {
    keySet = keySet.replace("[", "[null,{},{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"},");

    assertEquals(
        "ada", check(tokens(Map.of()), issuer.token("acme", "ada")).caller().identity().subject());
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 302, 304, 404, 500})
  void onlyStatus200BringsKeys(int status) {
    server.answersWith(status);
    var tokens = tokens(Map.of());

    prepare(tokens);

    assertTrue(
        tokens.trouble().endsWith(": the server answered with status " + status + "."),
        tokens.trouble());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"
      })
  void aResponseThatNeverEndsFailsTheFetch(String response) {
    fetchLimit = Duration.ofMillis(200);
    try (var raw = new RawServer(response)) {
      assertTrouble(raw.url(), "no whole answer came in time");
    }
  }

  @Test
  void aResponseThatIsNotHttpOrTooLargeFailsTheFetch() {
    try (var other = new RawServer("SSH-2.0-OpenSSH_9.6\r\n\r\n");
        var large = new RawServer(RawServer.ok("x".repeat(300_000)))) {
      assertTrouble(other.url(), "the read failed with ");
      assertTrouble(large.url(), "the set is larger than 256 KiB");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1/keys, no connection could be made",
    "http://no-such-host.invalid/keys, the host name can't be resolved",
    "http://127.0.0.1:99999/keys, the read failed with IllegalArgumentException",
    "file:/no/such/keys.json, there is no file /no/such/keys.json",
    "file:/, it is not a regular file",
    "file:/dev/zero, it is not a regular file",
  })
  void aLocationWithoutKeysIsReportedWithItsReason(String location, String reason) {
    assertTrouble(location, reason);
  }

  @Test
  void aFileThatIsTooLargeIsNotReadWhole(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("keys.json"), "x".repeat(300_000));

    assertTrouble(file.toUri().toString(), "the set is larger than 256 KiB");
  }

  private void assertTrouble(String location, String reason) {
    var tokens = tokens(Map.of("passbook.auth.keys", location));

    prepare(tokens);

    var trouble = tokens.trouble();
    assertTrue(trouble.contains(location + ": " + reason), trouble);
    assertTrue(trouble.endsWith(".") && !trouble.contains("null"), trouble);
  }

  /** Without a Vert.x, the first step throws. */
  @Test
  void aFetchThatThrowsAtOnceLeavesNoCallerWaiting() {
    var issuers = URI.create("https://issuer.example/");
    var source = new KeySetSource(null, issuers, Optional.empty(), fetchLimit);
    var keys = new KeySet(source, Duration.ofMinutes(1), () -> 0);

    var fetches = IntStream.range(0, 3).mapToObj(i -> keys.fetch()).toList();

    assertTrue(fetches.stream().allMatch(Future::succeeded));
    assertTrue(
        keys.trouble().contains("the read failed with NullPointerException"), keys.trouble());
    assertTrue(!keys.mayHaveMore());
  }

  @Test
  void theQueryOfTheUrlIsNotInTheLog() {
    server.answersWith(500);
    var tokens = tokens(Map.of("passbook.auth.keys", server.url() + "?key=s3cret"));

    prepare(tokens);

    assertTrue(!tokens.trouble().contains("s3cret"), tokens.trouble());
  }

  @Test
  void afterAFailureTheFetchIsRetriedWithBackoffUpToTenSeconds() {
    server.answersWith(500);
    var tokens = tokens(Map.of());
    refused(tokens, issuer.token("acme", "ada"));
    int asked = 1;
    for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      refused(tokens, issuer.token("acme", "ada"));
      assertEquals(asked, server.asked());
      pass(Duration.ofNanos(1));
      refused(tokens, issuer.token("acme", "ada"));
      asked++;
      assertEquals(asked, server.asked());
    }
  }
}
