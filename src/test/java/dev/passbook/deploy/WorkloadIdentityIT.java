package dev.passbook.deploy;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.packaging.Artefact;
import dev.passbook.packaging.PackagedService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In an EKS pod, the service has no keys. It exchanges its service account's token for credentials:
 * at the node's agent, or at AWS STS. This test runs stand-ins for both, which are the only sources
 * of credentials here.
 */
class WorkloadIdentityIT {
  private static final String TOKEN = "the-pods-token";
  private static final String ROLE = "arn:aws:iam::111122223333:role/passbook";
  private static final String CREDENTIALS =
      """
      {"AccessKeyId": "local", "SecretAccessKey": "local", "Token": "session",
       "Expiration": "2099-01-01T00:00:00Z", "AccountId": "000000000000"}
      """;
  private static final String ASSUMED_ROLE =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <AssumedRoleUser>
            <Arn>arn:aws:sts::111122223333:assumed-role/passbook/session</Arn>
            <AssumedRoleId>AROA:session</AssumedRoleId>
          </AssumedRoleUser>
          <Credentials>
            <AccessKeyId>local</AccessKeyId>
            <SecretAccessKey>local</SecretAccessKey>
            <SessionToken>session</SessionToken>
            <Expiration>2099-01-01T00:00:00Z</Expiration>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """;

  private final List<String> shown = new CopyOnWriteArrayList<>();
  private HttpServer issuer;

  @TempDir Path folder;

  @BeforeEach
  void startTheIssuer() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/v1/credentials",
        exchange -> {
          shown.add(exchange.getRequestHeaders().getFirst("Authorization"));
          respond(exchange, CREDENTIALS);
        });
    issuer.createContext(
        "/",
        exchange -> {
          shown.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          respond(exchange, ASSUMED_ROLE);
        });
    issuer.start();
  }

  private static void respond(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stopTheIssuer() {
    if (issuer != null) {
      issuer.stop(0);
    }
  }

  @Test
  void theAgentGivesCredentialsForTheServiceAccountsToken() throws IOException {
    opensAnAccount(
        Map.of(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            address() + "/v1/credentials",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            token()));

    assertEquals(TOKEN, shown.get(0));
  }

  /**
   * IAM roles for service accounts (IRSA), which the package supports if it contains the client.
   */
  @Test
  void stsGivesCredentialsForTheServiceAccountsToken() throws IOException {
    assumeTrue(hasStsClient(), "built without -Dsts, or natively");

    opensAnAccount(
        Map.of(
            "AWS_WEB_IDENTITY_TOKEN_FILE", token(),
            "AWS_ROLE_ARN", ROLE,
            "AWS_ENDPOINT_URL_STS", address()));

    String request = URLDecoder.decode(shown.get(0), StandardCharsets.UTF_8);
    assertTrue(request.contains("Action=AssumeRoleWithWebIdentity"), request);
    assertTrue(request.contains("RoleArn=" + ROLE), request);
    assertTrue(request.contains("WebIdentityToken=" + TOKEN), request);
  }

  private void opensAnAccount(Map<String, String> identity) {
    Map<String, String> environment = new HashMap<>(identity);
    environment.put("HOME", folder.toString());
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("QUARKUS_MANAGEMENT_PORT", "0");
    environment.put("PASSBOOK_TABLE_CREATE", "true");
    environment.put("PASSBOOK_AUTH", "none");
    environment.put(
        "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", DynamoDbLocalResource.endpoint().toString());
    environment.put("AWS_REGION", "eu-west-1");

    List<String> command = Artefact.command("-Duser.home=" + folder);
    try (PackagedService service = PackagedService.start(command, Path.of(""), environment)) {
      URI url = service.url();
      await()
          .atMost(30, SECONDS)
          .until(() -> given().get(service.management() + "/q/health/ready").statusCode() == 200);
      assertEquals(201, given().contentType(JSON).post(url + "/accounts").statusCode());
    }
  }

  private static boolean hasStsClient() throws IOException {
    if (Artefact.isNative()) {
      return false;
    }
    try (Stream<Path> jars = Files.list(Artefact.FOLDER.resolve("lib/main"))) {
      return jars.anyMatch(jar -> jar.getFileName().toString().contains("awssdk.sts-"));
    }
  }

  private String token() throws IOException {
    return Files.writeString(folder.resolve("token"), TOKEN).toString();
  }

  private String address() {
    return "http://127.0.0.1:" + issuer.getAddress().getPort();
  }
}
