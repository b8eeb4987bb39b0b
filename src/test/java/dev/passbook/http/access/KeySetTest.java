package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks keys that arrive late, never arrive, or are renewed. */
class KeySetTest extends TokenChecks {
  @Test
  void unknownKeysDoNotFloodTheIssuer() {
    var tokens = tokens(Map.of());
    check(tokens, issuer.token("acme", "ada"));
    var forged = Issuer.fresh().token("acme", "ada");
    for (int fetches = 1; fetches <= 3; fetches++) {
      for (int i = 0; i < 50; i++) {
        refused(tokens, forged);
      }
      assertEquals(fetches, server.asked());
      pass(Duration.ofSeconds(2));
    }
  }

  @Test
  void withoutKeysATokenIsNeitherAcceptedNorRefused() {
    server.answersWith(500);
    var tokens = tokens(Map.of());

    var failure =
        assertThrows(CompletionException.class, () -> check(tokens, issuer.token("acme", "ada")));

    assertInstanceOf(Tokens.KeysMissing.class, failure.getCause());
    assertInstanceOf(
        Tokens.KeysMissing.class,
        assertThrows(CompletionException.class, () -> check(tokens, Issuer.fresh().token("a", "b")))
            .getCause());
    assertEquals(1, server.asked());
  }

  @Test
  void fetchedKeysStayValidWhileTheIssuerIsUnavailable() {
    var tokens = tokens(Map.of());
    check(tokens, issuer.token("acme", "ada"));
    server.answersWith(500);
    pass(Duration.ofMinutes(10));
    var bobs = issuer.token("acme", "bob");

    assertEquals("bob", check(tokens, bobs).caller().identity().subject());
    assertEquals(2, server.asked());
    assertTrue(tokens.known(bobs).isPresent());
  }

  @Test
  void anUnavailableIssuerIsAskedAgainSoon() {
    var tokens = tokens(Map.of());
    var token = issuer.token("acme", "ada");
    server.answersWith(500);
    refused(tokens, token);
    server.answersWith(200);
    refused(tokens, token);
    assertEquals(1, server.asked());

    pass(Duration.ofSeconds(10));

    assertEquals("ada", check(tokens, token).caller().identity().subject());
  }

  @Test
  void aTokenOfAWithdrawnKeyIsKnownOnlyUntilTheKeysExpire() {
    var tokens = tokens(Map.of("passbook.auth.keys-max-age", "1h"));
    var early = issuer.token("acme", "ada");
    var successor = Issuer.fresh();
    check(tokens, early);
    keySet = successor.keySet();
    pass(Duration.ofMinutes(59));
    assertTrue(tokens.known(early).isPresent());

    pass(Duration.ofMinutes(1));

    assertTrue(tokens.known(early).isEmpty());
    refused(tokens, early);
    check(tokens, successor.token("acme", "ada"));
    assertTrue(tokens.known(early).isEmpty());
  }

  @Test
  void allCallersBeforeTheKeysWaitForOneFetch() {
    var tokens = tokens(Map.of());
    var token = issuer.token("acme", "ada");
    var checks = IntStream.range(0, 50).mapToObj(i -> tokens.check(token)).toList();

    Future.all(checks).toCompletionStage().toCompletableFuture().join();

    assertEquals(1, server.asked());
  }

  @Test
  void anIssuerThatNeverRespondsDoesNotBlockCallers() {
    var silence = new CountDownLatch(1);
    fetchLimit = Duration.ofMillis(200);
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
