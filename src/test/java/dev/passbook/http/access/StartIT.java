package dev.passbook.http.access;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.packaging.PackagedService;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

  @Test
  void whileTheKeysAreOutOfReachNobodyIsLetInAndThenTheyAre() {
    var issuer = Issuer.fresh();
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
}
