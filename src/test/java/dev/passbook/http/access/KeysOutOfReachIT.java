package dev.passbook.http.access;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.packaging.PackagedService;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks an issuer that fails or responds too late. */
class KeysOutOfReachIT {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Issuer issuer = Issuer.fresh();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean silent;

  @Test
  void callersAreRefusedUntilTheKeysAreAvailable() {
    try (var keys = new KeySetServer(issuer::keySet)) {
      keys.answersWith(500);
      try (PackagedService packaged = PackagedService.start(GuardedSettings.of(keys))) {
        var service = new GuardedService(packaged.url().toString(), issuer);
        var refused = service.get(service.ada(), "/accounts");
        assertEquals(503, refused.statusCode());
        assertEquals("urn:passbook:problem:keys-unavailable", refused.path("type"));
        assertEquals("1", refused.header("Retry-After"));

        keys.answersWith(200);

        await()
            .atMost(30, SECONDS)
            .until(() -> service.get(service.ada(), "/accounts").statusCode() == 200);
      }
    }
  }

  /** Only the keys show whether a token is made up, so such tokens must not block the others. */
  @Test
  void madeUpTokensDoNotTakeThePlacesOfKnownTokens() {
    try (var keys = new KeySetServer(this::keySet);
        var packaged = PackagedService.start(fewPlaces(keys))) {
      try {
        var service = new GuardedService(packaged.url().toString(), issuer).withKeys();
        var known = service.ada();
        assertEquals(200, service.get(known, "/accounts").statusCode());
        silent = true;
        var forged = Issuer.fresh().token("acme", "ada");
        var flood = new ArrayList<CompletableFuture<HttpResponse<String>>>();

        // The service refetches keys at intervals and waits only briefly, so this takes until many
        // tokens arrive during one fetch.
        await()
            .atMost(1, MINUTES)
            .pollInterval(1, SECONDS)
            .until(
                () -> {
                  for (int i = 0; i < 150; i++) {
                    flood.add(send(service, forged));
                  }
                  return bodies(flood).anyMatch(body -> body.contains("keys-unavailable"));
                });

        assertEquals(200, service.get(known, "/accounts").statusCode());
        await().atMost(1, MINUTES).until(() -> flood.stream().allMatch(CompletableFuture::isDone));
        assertTrue(bodies(flood).noneMatch(body -> body.contains("overloaded")));
      } finally {
        // Closing the issuer waits for its requests, so release them first.
        released.countDown();
      }
    }
  }

  private static Stream<String> bodies(List<CompletableFuture<HttpResponse<String>>> flood) {
    return flood.stream().filter(CompletableFuture::isDone).map(response -> response.join().body());
  }

  private static Map<String, String> fewPlaces(KeySetServer keys) {
    var settings = GuardedSettings.of(keys);
    settings.put("PASSBOOK_AUTH_KEYS_MAX_AGE", "1h");
    settings.put("PASSBOOK_MAX_IN_FLIGHT", "80");
    return settings;
  }

  private String keySet() {
    try {
      if (silent) {
        released.await();
      }
      return issuer.keySet();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CompletableFuture<HttpResponse<String>> send(
      GuardedService service, String token) {
    var request =
        HttpRequest.newBuilder(URI.create(service.url() + "/accounts"))
            .header("Authorization", "Bearer " + token)
            .build();
    return CLIENT.sendAsync(request, BodyHandlers.ofString());
  }
}
