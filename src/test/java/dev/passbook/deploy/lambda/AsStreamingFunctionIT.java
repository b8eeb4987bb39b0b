package dev.passbook.deploy.lambda;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.packaging.Artefact;
import dev.passbook.packaging.PackagedService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the package with the variables of {@code streaming.yaml}, a jar with its script too, and
 * sends it what Lambda Web Adapter sends. The adapter itself is not here.
 */
class AsStreamingFunctionIT {
  private static final int COMMANDS = 60;

  /** The headers that the adapter adds to each request. */
  private static final String[] OF_THE_ADAPTER = {
    "x-amzn-request-context",
    "{\"resourcePath\":\"/{proxy+}\",\"stage\":\"live\",\"requestId\":\"c6af9ac6\",\"identity\":{}}",
    "x-amzn-lambda-context",
    "{\"request_id\":\"8476a536\",\"deadline\":1769860800000,\"env_config\":{\"memory\":2048}}",
    "x-amzn-trace-id",
    "Root=1-697deb40-1a2b3c4d5e6f708192a3b4c5"
  };

  private final HttpClient adapter = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private PackagedService service;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    JsonNode variables =
        Template.at(Template.STREAMING).properties("Function").at("/Environment/Variables");
    service = PackagedService.start(List.of(handler().toString()), folder, environment(variables));
    url = service.url();
    String probe = variables.path("AWS_LWA_READINESS_CHECK_PATH").asText();
    await()
        .atMost(60, SECONDS)
        .until(() -> given().get(service.management() + probe).statusCode() == 200);
  }

  /** Fills the folder as the guide says, and returns what Lambda starts in it. */
  private Path handler() throws IOException {
    if (Artefact.isNative()) {
      Path executable = Path.of(Artefact.command().get(0));
      return Files.copy(executable, folder.resolve("bootstrap"));
    }
    copy(Artefact.FOLDER);
    return Files.copy(Template.STREAMING.resolveSibling("run.sh"), folder.resolve("run.sh"));
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void streamsAndGroupCommitWorkAsInAContainer() throws Exception {
    String account = "/accounts/" + given().post(url + "/accounts").path("id");
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpResponse<Stream<String>> stream =
        adapter.send(
            request(account + "/events").header("Accept", "text/event-stream").build(),
            BodyHandlers.ofLines());
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(() -> stream.body().forEach(lines::add));

    List<CompletableFuture<HttpResponse<String>>> credits =
        IntStream.range(0, COMMANDS).mapToObj(number -> credit(account)).toList();

    credits.forEach(credit -> assertEquals(201, credit.join().statusCode()));
    String type = stream.headers().firstValue("Content-Type").orElse("");
    assertTrue(type.startsWith("text/event-stream"), type);
    await().atMost(30, SECONDS).until(() -> lines.contains("id: " + (COMMANDS + 1)));
    assertTrue(!reading.isDone(), "the stream stays open");
    assertTrue(batches() < COMMANDS, "commands that waited together are one commit");
  }

  private CompletableFuture<HttpResponse<String>> credit(String account) {
    HttpRequest credit =
        request(account + "/credits")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"amount\":1}"))
            .build();
    return adapter.sendAsync(credit, BodyHandlers.ofString());
  }

  private double batches() {
    return given()
        .get(service.management() + "/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("passbook_batch_commands_count"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path)).headers(OF_THE_ADAPTER);
  }

  /** Returns the template's variables, with free ports, the tests' database and no issuer. */
  private static Map<String, String> environment(JsonNode variables) {
    Map<String, String> environment = new HashMap<>();
    for (var variable : variables.properties()) {
      if (variable.getValue().isTextual()) {
        environment.put(variable.getKey(), variable.getValue().asText());
      }
    }
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    environment.putAll(
        Map.of(
            "PATH", java + ":" + System.getenv("PATH"),
            "QUARKUS_HTTP_PORT", "0",
            "QUARKUS_MANAGEMENT_PORT", "0",
            "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", DynamoDbLocalResource.endpoint().toString(),
            "PASSBOOK_TABLE_CREATE", "true",
            "PASSBOOK_AUTH", "none",
            "AWS_REGION", "eu-west-1",
            "AWS_ACCESS_KEY_ID", "local",
            "AWS_SECRET_ACCESS_KEY", "local"));
    return environment;
  }

  private void copy(Path from) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = folder.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
