package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.packaging.PackagedService;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks the packaged service's output, as a log collector receives it. */
class LogsIT extends PassbookOverHttp {
  private static final Map<String, String> NO_DATABASE =
      Map.of(
          "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE",
          "http://localhost:1",
          "PASSBOOK_REQUEST_TIMEOUT",
          "1s");

  @AfterEach
  void restore() {
    RestAssured.reset();
  }

  private static PackagedService start(Map<String, String> settings) {
    PackagedService service = PackagedService.start(settings);
    RestAssured.port = service.url().getPort();
    return service;
  }

  @Test
  void everyLineIsJsonWithoutTheContentOfAccountsAndRequests() {
    try (PackagedService service = start(Map.of())) {
      List<String> accounts = PrivateWords.doEverything();
      stop(service);

      String output = service.output();
      lines(service).forEach(line -> assertThat(line.path("level").asText(), not(equalTo(""))));
      assertThat(output, containsString(accounts.get(2)));
      PrivateWords.all().forEach(word -> assertThat(output, not(containsString(word))));
    }
  }

  @Test
  void aFailureIsOneLineWithTheMembersToFindIt() {
    try (PackagedService service = start(NO_DATABASE)) {
      String id = someId();
      request().header("X-Request-Id", "call-7").get("/accounts/" + id);
      stop(service);

      List<JsonNode> failures =
          lines(service).stream().filter(line -> line.at("/mdc/requestId").isTextual()).toList();
      assertThat(failures.size(), equalTo(1));
      JsonNode mdc = failures.get(0).path("mdc");
      assertThat(mdc.path("requestId").asText(), equalTo("call-7"));
      assertThat(mdc.path("account").asText(), equalTo(id));
      assertThat(mdc.path("problemType").asText(), equalTo("store-unavailable"));
      assertThat(failures.get(0).path("level").asText(), equalTo("WARN"));
      List<String> names = new ArrayList<>();
      failures.get(0).fieldNames().forEachRemaining(names::add);
      assertThat(names, hasItem("timestamp"));
    }
  }

  /**
   * Reads the output only after the service ends: a line exceeds a single write, so the output is
   * incomplete before that.
   */
  private static void stop(PackagedService service) {
    service.process().destroy();
    service.exitCode();
  }

  /** Newer Java runtimes print plain-text warnings about libraries at each start. */
  private static boolean isOurs(String line) {
    return !line.startsWith("WARNING: ");
  }

  private static List<JsonNode> lines(PackagedService service) {
    return service.output().lines().filter(LogsIT::isOurs).map(Json::parse).toList();
  }
}
