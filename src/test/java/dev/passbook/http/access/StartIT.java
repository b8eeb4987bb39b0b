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

/** In production, the service starts only if access control is configured. */
class StartIT {
  @Test
  void withoutAnIssuerItDoesNotStartAndNamesTheSetting() {
    try (PackagedService service = PackagedService.start(Map.of("PASSBOOK_AUTH", "jwt"))) {
      assertEquals(1, service.exitCode());
      assertEquals(
          "PASSBOOK_AUTH_ISSUER must be set, or PASSBOOK_AUTH to none if nobody needs a token.",
          service.output().strip().lines().reduce((first, last) -> last).orElseThrow());
    }
  }

  @Test
  void anOpenServiceLogsAWarning() {
    try (PackagedService service = PackagedService.start(Map.of())) {
      RestAssured.given().baseUri(service.url().toString()).get("/accounts").then().statusCode(200);
      assertTrue(service.output().contains("PASSBOOK_AUTH is none"), service.output());
    }
  }

  /** A package never uses the defaults for local development, whatever its profile is called. */
  @ParameterizedTest
  @ValueSource(strings = {"dev", "test", "staging"})
  void noProfileDisablesAccessControl(String profile) {
    try (PackagedService service =
        PackagedService.startWithout("PASSBOOK_AUTH", Map.of("QUARKUS_PROFILE", profile))) {
      assertEquals(1, service.exitCode());
      assertTrue(service.output().contains("PASSBOOK_AUTH_ISSUER must be set"), service.output());
    }
  }

  @Test
  void theDebugLogStatesWhyATokenIsRefused() {
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
