package dev.passbook.http;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Holder;
import dev.passbook.banking.Caller;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens and the keys they are checked with, without a service around them. */
class TokensTest {
  private final Issuer issuer = Issuer.fresh();
  private volatile String keySet = issuer.keySet();
  private Vertx vertx;
  private KeySetServer server;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    server = new KeySetServer(() -> keySet);
  }

  @AfterEach
  void stop() {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Tokens tokens(Map<String, String> more) {
    return tokens(more, Clock.systemUTC());
  }

  private Tokens tokens(Map<String, String> more, Clock clock) {
    var settings = new HashMap<>(more);
    settings.putIfAbsent("passbook.auth.keys", server.url());
    settings.put("passbook.auth.issuer", Issuer.NAME);
    var config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(AuthConfig.class)
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build();
    return new Tokens(config.getConfigMapping(AuthConfig.class), clock, vertx);
  }

  private static Bearer check(Tokens tokens, String token) {
    return tokens
        .check(token)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private static void refused(Tokens tokens, String token) {
    assertThrows(CompletionException.class, () -> check(tokens, token));
  }

  @Test
  void aTokenSaysWhoBringsItWhatIsAllowedAndForHowLong() {
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
  void claimsGoByTheNamesThatTheOperatorGave() {
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
              claims.setStringClaim("roles", "clerk boss");
            });

    var bearer = check(tokens, token);

    assertEquals(new Caller(new Holder(Issuer.NAME, "ada"), true), bearer.caller());
    assertEquals(EnumSet.of(Scope.ACCOUNTS_OPEN), bearer.scopes());
  }

  @Test
  void aTokenThatWasCheckedIsKnownUntilItEnds() {
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

  @Test
  void madeUpKeysAreNoFloodForTheIssuer() {
    var tokens = tokens(Map.of());
    check(tokens, issuer.token("acme", "ada"));
    for (int i = 0; i < 3; i++) {
      var forged = Issuer.fresh().token("acme", "ada");
      for (int j = 0; j < 50; j++) {
        refused(tokens, forged);
      }
    }

    assertTrue(server.asked() < 10, () -> server.asked() + " requests");
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

  @Test
  void withoutKeysNothingIsDecidedAboutAToken() {
    server.answersWith(500);
    var tokens = tokens(Map.of());

    var failure =
        assertThrows(CompletionException.class, () -> check(tokens, issuer.token("acme", "ada")));

    assertInstanceOf(Tokens.KeysMissing.class, failure.getCause());
    assertInstanceOf(
        Tokens.KeysMissing.class,
        assertThrows(CompletionException.class, () -> check(tokens, "a.b.c")).getCause());
    assertEquals(1, server.asked());
  }

  @Test
  void keysThatWereFetchedGoOnCountingWhileTheIssuerIsOutOfReach() {
    var tokens = tokens(Map.of("passbook.auth.keys-max-age", "1ms"));
    check(tokens, issuer.token("acme", "ada"));
    server.answersWith(500);

    var bobs = issuer.token("acme", "bob");
    await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> check(tokens, bobs).caller().operator() || server.asked() > 1);
    assertEquals("bob", check(tokens, bobs).caller().identity().subject());
  }

  @Test
  void anIssuerThatWasOutOfReachIsAskedAgainSoon() {
    var tokens = tokens(Map.of("passbook.auth.keys-max-age", "1ms"));
    var early = issuer.token("acme", "ada");
    server.answersWith(500);
    refused(tokens, early);
    server.answersWith(200);

    await().atMost(10, TimeUnit.SECONDS).until(() -> !isRefused(tokens, early));
    keySet = Issuer.fresh().keySet();
    await().atMost(10, TimeUnit.SECONDS).until(() -> isRefused(tokens, early));
    assertTrue(tokens.known(early).isEmpty());
  }

  private static boolean isRefused(Tokens tokens, String token) {
    return tokens
        .check(token)
        .toCompletionStage()
        .toCompletableFuture()
        .handle((bearer, refusal) -> refusal != null)
        .join();
  }

  @Test
  void allWhoComeBeforeTheKeysWaitForOneFetch() {
    var tokens = tokens(Map.of());
    var token = issuer.token("acme", "ada");
    var checks = IntStream.range(0, 50).mapToObj(i -> tokens.check(token)).toList();

    Future.all(checks).toCompletionStage().toCompletableFuture().join();

    assertEquals(1, server.asked());
  }

  @Test
  void anIssuerThatNeverAnswersKeepsNobodyForEver() {
    var silence = new CountDownLatch(1);
    try (var silent = new KeySetServer(() -> after(silence))) {
      var tokens = tokens(Map.of("passbook.auth.keys", silent.url()));

      var failure =
          assertThrows(CompletionException.class, () -> check(tokens, issuer.token("acme", "ada")));

      assertInstanceOf(Tokens.KeysMissing.class, failure.getCause());
      silence.countDown();
    }
  }

  private String after(CountDownLatch silence) {
    try {
      silence.await();
      return keySet;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keysMayBeInAFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("keys.json"), keySet);
    var tokens = tokens(Map.of("passbook.auth.keys", "file:" + file));

    assertEquals("ada", check(tokens, issuer.token("acme", "ada")).caller().identity().subject());
    assertEquals(0, server.asked());
  }
}
