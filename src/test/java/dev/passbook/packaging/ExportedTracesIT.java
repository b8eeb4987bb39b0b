package dev.passbook.packaging;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged service sends its spans to a collector, where it is told to. */
class ExportedTracesIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final StringBuffer received = new StringBuffer();
  private HttpServer collector;

  @BeforeEach
  void listen() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/v1/traces", this::receive);
    collector.start();
  }

  @AfterEach
  void close() {
    collector.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    received.append(text(exchange.getRequestBody().readAllBytes()));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Names stand in it as they are, among the numbers. */
  private static String text(byte[] protobuf) {
    return new String(protobuf, StandardCharsets.ISO_8859_1);
  }

  private Map<String, String> collected(String disabled) {
    return Map.of(
        "QUARKUS_OTEL_SDK_DISABLED",
        disabled,
        "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
        "http/protobuf",
        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://localhost:" + collector.getAddress().getPort(),
        "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
        "100ms");
  }

  private static String creditedAt(URI url) {
    String id = given().noContentType().post(url + "/accounts").path("id");
    given()
        .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
        .contentType("application/json")
        .body("{\"amount\":73137.31,\"reference\":\"umbrellas\"}")
        .post(url + "/accounts/" + id + "/credits")
        .then()
        .statusCode(201);
    return id;
  }

  @Test
  void aRequestAndItsCallAreSentAndNothingOfWhatIsInThem() {
    try (PackagedService service = PackagedService.start(collected("false"))) {
      creditedAt(service.url());
      await().atMost(20, SECONDS).until(() -> received.indexOf("PutItem Passbook") >= 0);
      await().atMost(20, SECONDS).until(() -> received.indexOf("/accounts/{id}/credits") >= 0);

      assertTrue(received.indexOf(text(HexFormat.of().parseHex(TRACE))) >= 0);
      assertFalse(received.toString().contains("73137"));
      assertFalse(received.toString().contains("umbrella"));
    }
  }

  @Test
  void whoDoesNotAskForTracesSendsNone() {
    try (PackagedService service = PackagedService.start(collected("true"))) {
      creditedAt(service.url());
      service.process().destroy();
      service.exitCode();

      assertEquals("", received.toString());
    }
  }
}
