package dev.passbook.packaging;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the packaged service sends its spans to a collector if one is configured. */
class ExportedTracesIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  /** A message without fields, preceded by its length, as gRPC frames it. */
  private static final Buffer EMPTY_MESSAGE = Buffer.buffer(new byte[5]);

  private final StringBuffer received = new StringBuffer();
  private Vertx vertx;
  private int port;

  @BeforeEach
  void listen() {
    vertx = Vertx.vertx();
    port =
        vertx
            .createHttpServer()
            .requestHandler(this::receive)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
  }

  @AfterEach
  void close() {
    vertx.close();
  }

  private void receive(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> received.append(text(body.getBytes())))
        .onSuccess(body -> accept(request));
  }

  private static void accept(HttpServerRequest request) {
    if (request.path().equals("/v1/traces")) {
      request.response().end();
    } else {
      request
          .response()
          .putHeader("content-type", "application/grpc")
          .putTrailer("grpc-status", "0")
          .end(EMPTY_MESSAGE);
    }
  }

  /** Decodes the message as text: names appear in it unchanged among the numbers. */
  private static String text(byte[] protobuf) {
    return new String(protobuf, StandardCharsets.ISO_8859_1);
  }

  private Map<String, String> collected(String disabled, String protocol) {
    return Map.of(
        "QUARKUS_OTEL_SDK_DISABLED",
        disabled,
        "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
        protocol,
        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://localhost:" + port,
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

  /** This transaction updates a row, and its span must not look for a row that it puts. */
  private static void changeHolder(String id, URI url) {
    given()
        .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
        .contentType("application/json")
        .body("{\"subject\":\"ada\"}")
        .put(url + "/accounts/" + id + "/holder")
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void spansOfARequestAndItsCallAreSentWithoutTheirContent(String protocol) {
    try (PackagedService service = PackagedService.start(collected("false", protocol))) {
      String id = creditedAt(service.url());
      changeHolder(id, service.url());
      await().atMost(20, SECONDS).until(() -> received.indexOf("PutItem Passbook") >= 0);
      await().atMost(20, SECONDS).until(() -> received.indexOf("TransactWriteItems") >= 0);
      await().atMost(20, SECONDS).until(() -> received.indexOf("/accounts/{id}/credits") >= 0);

      assertTrue(received.indexOf(text(HexFormat.of().parseHex(TRACE))) >= 0);
      assertFalse(received.toString().contains("73137"));
      assertFalse(received.toString().contains("umbrella"));
    }
  }

  @Test
  void withoutTracingNoSpanIsSent() {
    try (PackagedService service = PackagedService.start(collected("true", "grpc"))) {
      creditedAt(service.url());
      service.process().destroy();
      service.exitCode();

      assertEquals("", received.toString());
    }
  }
}
