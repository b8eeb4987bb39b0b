package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.tokens.Issuer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests tokens that a good issuer never signs, each with the issuer's valid signature. All tests
 * share one issuer, because creating a key is slow.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OddTokensTest extends TokenChecks {
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e300",
          "-1e300",
          "1e999999",
          "99999999999999999999999999",
          "\"\"",
          "\"x\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "[]",
          "[null]",
          "[[]]",
          "{}",
          "{\"a\":[{}]}",
          "\"" + "x".repeat(5_000) + "\"",
          "[".repeat(2_000) + "]".repeat(2_000),
          "{\"a\":".repeat(500) + "1" + "}".repeat(500));

  private static final String VALID = "\"iss\":\"https://issuer.test\",\"aud\":\"passbook\"";

  static Stream<String> headers() {
    var all = new ArrayList<String>();
    for (var name : List.of("crit", "b64", "zip", "jku", "jwk", "x5u", "x5c")) {
      ODD.forEach(value -> all.add("{\"alg\":\"RS256\",\"" + name + "\":" + value + "}"));
    }
    for (var name : List.of("typ", "kid", "cty", "x5t", "x5t#S256")) {
      ODD.stream()
          .filter(value -> !value.startsWith("\""))
          .forEach(value -> all.add("{\"alg\":\"RS256\",\"" + name + "\":" + value + "}"));
    }
    ODD.forEach(value -> all.add("{\"alg\":" + value + "}"));
    ODD.forEach(all::add);
    Stream.of("none", "None", "NONE", "HS256", "rs256", "RS1", "EdDSA", "ES256K", "dir", "RSA-OAEP")
        .forEach(name -> all.add("{\"alg\":\"" + name + "\"}"));
    all.add("{\"alg\":\"RS256\",\"alg\":\"RS256\"}");
    all.add("{\"alg\":\"none\",\"alg\":\"RS256\"}");
    all.add("{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}");
    all.add("{\"alg\":\"RS256\",\"crit\":[\"exp\"],\"exp\":1}");
    all.add("{\"alg\":\"RS256\",\"kid\":\"../../etc/passwd\"}");
    all.add("{\"alg\":\"RS256\",\"jwk\":" + publicKey() + "}");
    all.add("{\"alg\":\"RS256\"} trailing");
    all.add("{alg:RS256}");
    return all.stream();
  }

  private static String publicKey() {
    return Issuer.fresh().keySet().replaceAll("^\\{\"keys\":\\[|\\]\\}$", "");
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aTokenWithAnOddHeaderIsRefused(String header) {
    refused(tokens(Map.of()), issuer.signed(header, claims("")));
  }

  /** Puts each odd value into each claim that the service reads, next to valid claims. */
  static Stream<String> payloads() {
    var all = new ArrayList<String>();
    for (var claim : List.of("exp", "nbf", "iat", "sub", "tenant", "iss", "aud")) {
      ODD.stream()
          .filter(value -> !isValid(claim, value))
          .forEach(value -> all.add(withOut(claim) + ",\"" + claim + "\":" + value + "}"));
    }
    ODD.forEach(all::add);
    all.add(claims(",\"sub\":\"eve\""));
    all.add(claims(",\"a\":1,\"a\":2"));
    all.add(claims(",\"a\":" + "[".repeat(3_000) + "]".repeat(3_000)));
    all.add(claims("") + "{}");
    all.add(withOut("iat") + ",\"iat\":" + (now() + 3_600) + "}");
    all.add(withOut("exp") + ",\"exp\":" + now() + "000}");
    all.add(withOut("aud") + ",\"aud\":[\"passbook\",1]}");
    all.add(withOut("aud") + ",\"aud\":[\"other\",\"another\"]}");
    Stream.of("\\n", "ada\\u0007", "\\u009f", "\\udc00x", " ", "\\t")
        .forEach(name -> all.add(withOut("sub") + ",\"sub\":\"" + name + "\"}"));
    return all.stream();
  }

  /** Returns whether the value is valid for this claim. */
  private static boolean isValid(String claim, String value) {
    return switch (claim) {
      case "sub", "tenant" -> value.equals("\"x\"");
      case "nbf", "iat" -> List.of("0", "1.5", "null").contains(value);
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void aTokenWithAnOddPayloadIsRefused(String payload) {
    refused(tokens(Map.of()), issuer.signed("{\"alg\":\"RS256\"}", payload));
  }

  @Test
  void aTokenWithValidClaimsIsAccepted() {
    var token = issuer.signed("{\"alg\":\"RS256\"}", claims(",\"a\":{\"b\":[1,null]}"));

    assertEquals("ada", check(tokens(Map.of()), token).caller().identity().subject());
  }

  @Test
  void thisAudienceMayBeOneOfSeveral() {
    var payload = withOut("aud") + ",\"aud\":[\"other\",\"passbook\"]}";

    check(tokens(Map.of()), issuer.signed("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}", payload));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0xc0, 0xe2, 0xed, 0xf8, 0xff})
  void bytesThatAreNoTextAreRefused(int first) {
    var payload = claims(",\"a\":\"?\"").getBytes(StandardCharsets.ISO_8859_1);
    payload[payload.length - 3] = (byte) first;

    refused(
        tokens(Map.of()),
        issuer.signed("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8), payload));
  }

  /** The seed makes a failure reproducible. */
  @Test
  void aTokenChangedAnywhereIsRefused() {
    var random = new Random(20_261_126);
    var tokens = tokens(Map.of());
    var good = issuer.token("acme", "ada");
    // The last character of a 256-byte signature holds four bits that decoders ignore.
    for (int i = 0; i < 2_000; i++) {
      var place = random.nextInt(good.length() - 1);
      var other = "AZaz09-_.=+/ ".charAt(random.nextInt(13));
      var touched = good.substring(0, place) + other + good.substring(place + 1);
      if (!touched.equals(good)) {
        refused(tokens, touched);
      }
      refused(tokens, good.substring(0, place));
    }
    assertTrue(tokens.known(good).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x operator y\"",
        "\"operator y\"",
        "\"operator \"",
        "\"Operator\"",
        "[\"x operator\"]",
        "[[\"operator\"]]",
        "{\"operator\":true}",
        "[{\"operator\":1}]",
        "true",
        "null",
        "[null]"
      })
  void onlyTheExactRoleMakesAnOperator(String groups) {
    var token = issuer.signed("{\"alg\":\"RS256\"}", claims(",\"groups\":" + groups));

    assertTrue(!check(tokens(Map.of()), token).caller().operator());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"operator\"", "[\"operator\"]", "[\"x\",\"operator\"]", "[1,\"operator\"]"})
  void theExactRoleMakesAnOperator(String groups) {
    var token = issuer.signed("{\"alg\":\"RS256\"}", claims(",\"groups\":" + groups));

    assertTrue(check(tokens(Map.of()), token).caller().operator());
  }

  @Test
  void aRoleMayContainABlank() {
    var tokens = tokens(Map.of("passbook.auth.operator-role", "bank operator"));
    var token = issuer.signed("{\"alg\":\"RS256\"}", claims(",\"groups\":\"bank operator\""));

    assertTrue(check(tokens, token).caller().operator());
  }

  private static long now() {
    return System.currentTimeMillis() / 1_000;
  }

  private static String claims(String more) {
    return withOut("") + more + "}";
  }

  /** Returns the claims without this one, as an object that is still open. */
  private static String withOut(String claim) {
    var members =
        new ArrayList<>(
            List.of(
                "\"sub\":\"ada\"",
                "\"tenant\":\"acme\"",
                "\"iat\":" + now(),
                "\"exp\":" + (now() + 600)));
    members.addAll(List.of(VALID.split(",")));
    members.removeIf(member -> member.startsWith("\"" + claim + "\""));
    return "{" + String.join(",", members);
  }
}
