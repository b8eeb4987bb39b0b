package dev.passbook.http.access;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.packaging.PackagedService;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In production it is chosen who may ask, or nothing starts. */
class StartIT {
  @Test
  void withoutAnIssuerItDoesNotStartAndSaysWhatToSet() {
    try (PackagedService service = PackagedService.start(Map.of("PASSBOOK_AUTH", "jwt"))) {
      assertEquals(1, service.exitCode());
      assertEquals(
          "PASSBOOK_AUTH_ISSUER must be set, or PASSBOOK_AUTH to none if nobody needs a token.",
          service.output().strip().lines().reduce((first, last) -> last).orElseThrow());
    }
  }

  @Test
  void whoeverLetsEverybodyInIsWarned() {
    try (PackagedService service = PackagedService.start(Map.of())) {
      RestAssured.given().baseUri(service.url().toString()).get("/accounts").then().statusCode(200);
      assertTrue(service.output().contains("PASSBOOK_AUTH is none"), service.output());
    }
  }

  /** Whatever a stage is called, what was packaged is no service of a laptop's. */
  @ParameterizedTest
  @ValueSource(strings = {"dev", "test", "staging"})
  void noProfileOpensIt(String profile) {
    try (PackagedService service =
        PackagedService.startWithout("PASSBOOK_AUTH", Map.of("QUARKUS_PROFILE", profile))) {
      assertEquals(1, service.exitCode());
      assertTrue(service.output().contains("PASSBOOK_AUTH_ISSUER must be set"), service.output());
    }
  }

  @Test
  void whyATokenIsRefusedIsToldToWhoAsksTheLog() {
    var issuer = Issuer.fresh();
    try (var keys = new KeySetServer(issuer::keySet)) {
      var settings = GuardedSettings.of(keys);
      settings.put("QUARKUS_LOG_CATEGORY__DEV_PASSBOOK_HTTP__LEVEL", "DEBUG");
      try (PackagedService packaged = PackagedService.start(settings)) {
        var service = new GuardedService(packaged.url().toString(), issuer).withKeys();
        service.get(issuer.token("acme", "ada", claims -> claims.setAudience("x")), "/accounts");
        service.get(Issuer.fresh().token("acme", "ada"), "/accounts");

        await().atMost(30, SECONDS).until(() -> packaged.output().contains("of an unknown key"));
        assertTrue(packaged.output().contains("A token was refused: [8]"), packaged.output());
        assertFalse(packaged.output().contains("acme"));
      }
    }
  }
}
