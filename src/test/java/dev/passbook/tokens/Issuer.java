package dev.passbook.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Signs valid and invalid tokens. */
public final class Issuer {
  public static final String NAME = "https://issuer.test";
  public static final String AUDIENCE = "passbook";
  public static final String ALL_SCOPES =
      "accounts:open accounts:read accounts:write accounts:credit transfers:write";

  private final List<PublicJsonWebKey> keys = new ArrayList<>();
  private final Map<List<Object>, Signed> signed = new ConcurrentHashMap<>();

  private Issuer() {}

  /** Returns an issuer with a fresh key. */
  public static Issuer fresh() {
    var issuer = new Issuer();
    issuer.rotate();
    return issuer;
  }

  /** Returns an issuer with these saved keys. */
  public static Issuer of(String privateKeys) {
    try {
      var issuer = new Issuer();
      for (var key : new JsonWebKeySet(privateKeys).getJsonWebKeys()) {
        issuer.keys.add((PublicJsonWebKey) key);
      }
      return issuer;
    } catch (JoseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns all private keys, to save them. */
  public String privateKeys() {
    return new JsonWebKeySet(keys).toJson(OutputControlLevel.INCLUDE_PRIVATE);
  }

  /** Signs with a new key from now on. The earlier keys stay in the set. */
  public void rotate() {
    try {
      var key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId("key-" + UUID.randomUUID());
      keys.add(key);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes all keys but the newest from the set. */
  public void withdrawOldKeys() {
    keys.subList(0, keys.size() - 1).clear();
  }

  /** Returns the public keys, as the issuer publishes them. */
  public String keySet() {
    return new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  /** Returns a valid ten-minute token with all scopes. */
  public String token(String tenant, String subject, String... roles) {
    return sign(claims(tenant, subject, roles));
  }

  /** Returns a token of the last minute if there is one, because signing is slow. */
  public String recentToken(String tenant, String subject, String... roles) {
    var subjectKey = List.of(newest().getKeyId(), tenant, subject, List.of(roles));
    return signed
        .compute(
            subjectKey,
            (same, earlier) ->
                earlier == null || earlier.isOld()
                    ? new Signed(sign(claims(tenant, subject, roles)), Instant.now())
                    : earlier)
        .token();
  }

  private record Signed(String token, Instant at) {
    boolean isOld() {
      return at.plusSeconds(60).isBefore(Instant.now());
    }
  }

  /** Returns a token that is valid except for this change to its claims. */
  public String token(String tenant, String subject, Consumer<JwtClaims> change, String... roles) {
    var claims = claims(tenant, subject, roles);
    change.accept(claims);
    return sign(claims);
  }

  public static JwtClaims claims(String tenant, String subject, String... roles) {
    var claims = new JwtClaims();
    claims.setIssuer(NAME);
    claims.setAudience(AUDIENCE);
    claims.setSubject(subject);
    claims.setStringClaim("tenant", tenant);
    claims.setStringClaim("scope", ALL_SCOPES);
    claims.setStringListClaim("groups", List.of(roles));
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(10);
    claims.setGeneratedJwtId();
    return claims;
  }

  public String sign(JwtClaims claims) {
    return sign(claims, "RS256", newest().getPrivateKey(), newest().getKeyId());
  }

  /** Signs any header and payload with this issuer's key. */
  public String signed(String header, String payload) {
    return signed(
        header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Signs any bytes, even bytes that are not text. */
  public String signed(byte[] header, byte[] payload) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var input = encoder.encodeToString(header) + "." + encoder.encodeToString(payload);
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(newest().getPrivateKey());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + encoder.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs with this issuer's key but names the other issuer's key. */
  public String signUnderTheNameOf(Issuer other, JwtClaims claims) {
    return sign(claims, "RS256", newest().getPrivateKey(), other.newest().getKeyId());
  }

  public static String sign(JwtClaims claims, String algorithm, Key key, String keyId) {
    try {
      var jws = new JsonWebSignature();
      jws.setPayload(claims.toJson());
      jws.setKey(key);
      jws.setKeyIdHeaderValue(keyId);
      jws.setAlgorithmHeaderValue(algorithm);
      jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
      jws.setDoKeyValidation(false);
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a token without a signature. */
  public String unsigned(JwtClaims claims) {
    return part(Map.of("alg", "none")) + "." + part(claims.getClaimsMap()) + ".";
  }

  /** Signs with the public key as if it were a shared secret. */
  public String confused(JwtClaims claims) {
    var publicKey = newest().getKey().getEncoded();
    var pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
            + "\n-----END PUBLIC KEY-----\n";
    var secret = new HmacKey(pem.getBytes(StandardCharsets.UTF_8));
    return sign(claims, "HS256", secret, newest().getKeyId());
  }

  /** Returns a change of the claims that ends the token this many seconds ago. */
  public static Consumer<JwtClaims> ended(long secondsAgo) {
    return claims ->
        claims.setExpirationTime(
            NumericDate.fromSeconds(Instant.now().getEpochSecond() - secondsAgo));
  }

  private static String part(Map<String, Object> members) {
    var json = JsonUtil.toJson(members);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private PublicJsonWebKey newest() {
    return keys.get(keys.size() - 1);
  }
}
