package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Holder;
import dev.passbook.banking.Caller;
import dev.passbook.tokens.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks which tokens are valid, and what they state. */
class TokensTest extends TokenChecks {
  @Test
  void aTokenStatesItsCallerScopesAndLifetime() {
    var end = Instant.now().plusSeconds(60).getEpochSecond();
    var token =
        issuer.token(
            "acme",
            "ada",
            claims -> {
              claims.setStringClaim("scope", "accounts:read other transfers:write");
              claims.setClaim("exp", end);
            },
            "operator");

    var bearer = check(tokens(Map.of()), token);

    assertEquals(new Caller(new Holder("acme", "ada"), true), bearer.caller());
    assertEquals(EnumSet.of(Scope.ACCOUNTS_READ, Scope.TRANSFERS_WRITE), bearer.scopes());
    assertEquals(Instant.ofEpochSecond(end).plusSeconds(30), bearer.until());
  }

  @Test
  void claimNamesAreConfigurable() {
    var tokens =
        tokens(
            Map.of(
                "passbook.auth.tenant-claim", "iss",
                "passbook.auth.scope-claim", "scp",
                "passbook.auth.roles-claim", "roles",
                "passbook.auth.operator-role", "boss",
                "passbook.auth.audience", "other,passbook"));
    var token =
        issuer.token(
            "acme",
            "ada",
            claims -> {
              claims.setStringListClaim("scp", "accounts:open");
              claims.setStringListClaim("roles", "clerk", "boss");
            });

    var bearer = check(tokens, token);

    assertEquals(new Caller(new Holder(Issuer.NAME, "ada"), true), bearer.caller());
    assertEquals(EnumSet.of(Scope.ACCOUNTS_OPEN), bearer.scopes());
  }

  @Test
  void aCheckedTokenIsKnownUntilItExpires() {
    var token = issuer.token("acme", "ada");
    var late = Clock.fixed(Instant.now().plusSeconds(3_600), ZoneOffset.UTC);
    var now = tokens(Map.of());
    var later = tokens(Map.of(), late);
    check(now, token);
    check(later, token);

    assertTrue(now.known(token).isPresent());
    assertTrue(later.known(token).isEmpty());
    assertTrue(now.known(issuer.token("acme", "ada")).isEmpty());
  }

  static Stream<Arguments> asymmetric() throws JoseException {
    var p256 = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    var p521 = EcJwkGenerator.generateJwk(EllipticCurves.P521);
    var rsa = RsaJwkGenerator.generateJwk(2048);
    return Stream.of(
        Arguments.of("ES256", p256),
        Arguments.of("ES512", p521),
        Arguments.of("PS256", rsa),
        Arguments.of("RS512", rsa));
  }

  @ParameterizedTest
  @MethodSource("asymmetric")
  void tokensMayBeSignedWithAnyAsymmetricAlgorithm(String algorithm, PublicJsonWebKey key) {
    key.setKeyId("a key");
    keySet = new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
    var claims = Issuer.claims("acme", "ada");

    var token = Issuer.sign(claims, algorithm, key.getPrivateKey(), "a key");

    assertEquals("ada", check(tokens(Map.of()), token).caller().identity().subject());
  }

  @Test
  void aSymmetricKeyInTheSetSignsNothing() {
    var secret =
        "a secret that everybody who reads the key set may know".getBytes(StandardCharsets.UTF_8);
    var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    keySet = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"" + encoded + "\"}]}";
    var token = Issuer.sign(Issuer.claims("acme", "ada"), "HS256", new HmacKey(secret), "shared");

    refused(tokens(Map.of()), token);
  }
}
