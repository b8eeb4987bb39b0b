package dev.passbook.http;

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
import java.util.concurrent.TimeUnit;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    tokens.refresh();

    assertEquals("bob", check(tokens, issuer.token("acme", "bob")).caller().identity().subject());
  }

  @Test
  void keysMayBeInAFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("keys.json"), keySet);
    var tokens = tokens(Map.of("passbook.auth.keys", "file:" + file));

    assertEquals("ada", check(tokens, issuer.token("acme", "ada")).caller().identity().subject());
    assertEquals(0, server.asked());
  }
}
