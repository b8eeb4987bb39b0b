package dev.passbook.deploy;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.packaging.Artefact;
import dev.passbook.packaging.PackagedService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In an EKS pod, the service has no keys. It shows a token to the node's agent, which returns
 * credentials. This test runs its own agent, the only source of credentials here.
 */
class WorkloadIdentityIT {
  private static final String CREDENTIALS =
      """
      {"AccessKeyId": "local", "SecretAccessKey": "local", "Token": "session",
       "Expiration": "2099-01-01T00:00:00Z", "AccountId": "000000000000"}
      """;

  private final List<String> tokensShown = new CopyOnWriteArrayList<>();
  private HttpServer agent;

  @TempDir Path folder;

  @BeforeEach
  void startTheAgent() throws IOException {
    assumeTrue(Files.isDirectory(Artefact.FOLDER), "a native build has no jar");
    agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    agent.createContext(
        "/v1/credentials",
        exchange -> {
          tokensShown.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer = CREDENTIALS.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    agent.start();
  }

  @AfterEach
  void stopTheAgent() {
    if (agent != null) {
      agent.stop(0);
    }
  }

  @Test
  void theAgentGivesCredentialsForTheServiceAccountsToken() throws IOException {
    Path token = Files.writeString(folder.resolve("eks-pod-identity-token"), "the-pods-token");
    String address = "http://127.0.0.1:" + agent.getAddress().getPort() + "/v1/credentials";
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", folder.toString());
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("QUARKUS_MANAGEMENT_PORT", "0");
    environment.put("PASSBOOK_TABLE_CREATE", "true");
    environment.put("PASSBOOK_AUTH", "none");
    environment.put(
        "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", DynamoDbLocalResource.endpoint().toString());
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    List<String> command = List.of(java, "-Duser.home=" + folder, "-jar", "quarkus-run.jar");
    try (PackagedService service = PackagedService.start(command, Artefact.FOLDER, environment)) {
      URI url = service.url();
      await()
          .atMost(30, SECONDS)
          .until(() -> given().get(service.management() + "/q/health/ready").statusCode() == 200);
      assertEquals(201, given().contentType(JSON).post(url + "/accounts").statusCode());
    }
    assertEquals("the-pods-token", tokensShown.get(0));
  }
}
