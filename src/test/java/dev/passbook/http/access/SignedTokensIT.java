package dev.passbook.http.access;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.packaging.PackagedService;
import dev.passbook.tokens.HttpsKeySetServer;
import dev.passbook.tokens.Issuer;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that the package contains the cryptography of every kind of signature, and of a key set
 * over TLS. A native executable has only what its build has seen in use.
 */
class SignedTokensIT {
  private static final Map<String, PublicJsonWebKey> KEYS = new HashMap<>();
  private static String keySet;

  @TempDir Path folder;

  @BeforeAll
  static void createKeys() throws JoseException {
    var rsa = RsaJwkGenerator.generateJwk(2048);
    List.of("RS256", "RS512", "PS256", "PS512").forEach(each -> KEYS.put(each, rsa));
    KEYS.put("ES256", EcJwkGenerator.generateJwk(EllipticCurves.P256));
    KEYS.put("ES384", EcJwkGenerator.generateJwk(EllipticCurves.P384));
    KEYS.put("ES512", EcJwkGenerator.generateJwk(EllipticCurves.P521));
    KEYS.forEach((algorithm, key) -> key.setKeyId("key of " + algorithm));
    keySet =
        new JsonWebKeySet(KEYS.values().stream().distinct().toList())
            .toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  @Test
  void keysFromAFileCheckEveryAlgorithm() throws Exception {
    var file = Files.writeString(folder.resolve("keys.json"), keySet);

    assertChecks(Map.of("PASSBOOK_AUTH_KEYS", file.toUri().toString()));
  }

  @Test
  void keysOverTlsCheckEveryAlgorithm() throws Exception {
    try (var issuers = new HttpsKeySetServer(folder, "dns:localhost", "-1d", keySet)) {
      assertChecks(
          Map.of(
              "PASSBOOK_AUTH_KEYS", issuers.url(),
              "PASSBOOK_AUTH_KEYS_CA", issuers.authority().toString()));
    }
  }

  private static void assertChecks(Map<String, String> keys) {
    var settings = new HashMap<>(keys);
    settings.put("PASSBOOK_AUTH", "jwt");
    settings.put("PASSBOOK_AUTH_ISSUER", Issuer.NAME);
    settings.put("PASSBOOK_AUTH_AUDIENCE", Issuer.AUDIENCE);
    try (var service = PackagedService.start(settings)) {
      var url = service.url() + "/accounts";
      await().atMost(2, MINUTES).until(() -> status(url, "RS256", "RS256") != 503);

      KEYS.keySet().forEach(each -> assertEquals(200, status(url, each, each), each));
      assertEquals(401, status(url, "ES256", "ES384"), "a signature by another key");
      assertEquals(401, status(url, "RS256", "ES256"), "a signature by another key");
    }
  }

  /** Sends a token that one key signed, under the name of a key for {@code named}. */
  private static int status(String url, String algorithm, String named) {
    var token =
        Issuer.sign(
            Issuer.claims("acme", "ada"),
            algorithm,
            KEYS.get(algorithm).getPrivateKey(),
            KEYS.get(named).getKeyId());
    return RestAssured.given().header("Authorization", "Bearer " + token).get(url).statusCode();
  }
}
