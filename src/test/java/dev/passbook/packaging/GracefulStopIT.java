package dev.passbook.packaging;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GracefulStopIT {
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @Test
  void onSigtermTheServiceReportsNotReadyButStillServes() {
    try (PackagedService service = PackagedService.start(Map.of("QUARKUS_SHUTDOWN_DELAY", "10s"))) {
      URI url = service.management();
      assertEquals(200, given().get(url + "/q/health/ready").statusCode());

      service.process().destroy();

      await()
          .atMost(9, SECONDS)
          .until(() -> given().get(url + "/q/health/ready").statusCode() == 503);
      assertEquals(200, given().get(url + "/q/health/live").statusCode());
      assertEquals(ENDED_BY_SIGTERM, service.exitCode());
      assertTrue(service.output().contains("passbook stopped in"), service.output());
    }
  }
}
