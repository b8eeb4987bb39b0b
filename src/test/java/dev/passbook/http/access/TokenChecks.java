package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Checks tokens and keys without a service around them. */
public abstract class TokenChecks {
  /** A new key takes a while, and tests may rotate their issuer's. */
  private static final String FIRST_KEYS = Issuer.fresh().privateKeys();

  private static Vertx vertx;

  final Issuer issuer = Issuer.of(FIRST_KEYS);
  volatile String keySet = issuer.keySet();
  private final AtomicLong now = new AtomicLong();
  KeySetServer server;

  /** Long enough for a busy machine. Tests of the limit itself shorten it. */
  Duration fetchLimit = Duration.ofMinutes(1);

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void start() {
    server = new KeySetServer(() -> keySet);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  Tokens tokens(Map<String, String> more) {
    return tokens(more, Clock.systemUTC());
  }

  Tokens tokens(Map<String, String> more, Clock clock) {
    var settings = new HashMap<>(more);
    settings.putIfAbsent("passbook.auth.keys", server.url());
    settings.put("passbook.auth.issuer", Issuer.NAME);
    var config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(AuthConfig.class)
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build();
    return tokens(config.getConfigMapping(AuthConfig.class), clock);
  }

  private Tokens tokens(AuthConfig config, Clock clock) {
    var location = URI.create(config.keys().orElseThrow());
    var source = new KeySetSource(vertx, location, config.keysCa(), fetchLimit);
    return new Tokens(config, clock, new KeySet(source, config.keysMaxAge(), now::get));
  }

  /** Fetches the first keys and ignores a failure. */
  static void prepare(Tokens tokens) {
    tokens
        .prepare()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }

  void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  static Bearer check(Tokens tokens, String token) {
    return tokens
        .check(token)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }

  static void refused(Tokens tokens, String token) {
    assertThrows(CompletionException.class, () -> check(tokens, token));
  }
}
