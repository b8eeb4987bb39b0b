package dev.passbook.operations;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.packaging.PackagedService;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AbsentDatabaseIT {
  @Test
  void aServiceThatStartsBeforeItsDatabaseBecomesReadyWithIt() throws IOException {
    int port = freePort();
    Map<String, String> environment =
        Map.of(
            "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE",
            "http://localhost:" + port,
            "PASSBOOK_TABLE_NAME",
            "Late");
    try (PackagedService service = PackagedService.start(environment)) {
      URI url = service.management();
      given()
          .get(url + "/q/health/ready")
          .then()
          .statusCode(503)
          .body(
              "checks.data.detail",
              hasItem("Table Late is out of reach: DynamoDB does not answer"));
      given().get(url + "/q/health/live").then().statusCode(200);
      await()
          .atMost(30, SECONDS)
          .until(() -> given().get(url + "/q/health/started").statusCode() == 200);

      Vertx vertx = Vertx.vertx();
      try {
        startDatabase(vertx, port);
        await()
            .atMost(30, SECONDS)
            .until(() -> given().get(url + "/q/health/ready").statusCode() == 200);
      } finally {
        vertx.close();
      }
      await()
          .atMost(30, SECONDS)
          .until(() -> given().get(url + "/q/health/ready").statusCode() == 503);
      given().get(url + "/q/health/live").then().statusCode(200);
    }
  }

  /** Forwards the port to the tests' DynamoDB. */
  private static void startDatabase(Vertx vertx, int port) {
    URI database = DynamoDbLocalResource.endpoint();
    NetServer server = vertx.createNetServer();
    server.connectHandler(
        client -> {
          client.pause();
          vertx
              .createNetClient()
              .connect(database.getPort(), "localhost")
              .onSuccess(
                  there -> {
                    client.pipeTo(there);
                    there.pipeTo(client);
                  });
        });
    server.listen(port).toCompletionStage().toCompletableFuture().join();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
