package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends writes with an expected version. */
@QuarkusTest
class ConditionalWritesTest extends PassbookOverHttp {

  private static Response creditIf(String id, String tags) {
    return request()
        .header("If-Match", tags)
        .contentType("application/json")
        .body(amount("1"))
        .post("/accounts/" + id + "/credits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "*", "\"1\", \"2\"", "\"2\",\"7\"", "W/\"2\", \"2\"", " \"2\" "})
  void aWriteAtTheExpectedVersionIsAccepted(String tags) {
    String id = openWith("10");

    Response response = accepted(creditIf(id, tags));

    assertThat(response.header("ETag"), equalTo("\"3\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "\"3\"", "\"1\", \"3\"", "W/\"2\"", "\"999999999999\""})
  void aWriteAtAnotherVersionIsRefused(String tags) {
    String id = openWith("10");

    JsonNode problem = problem(creditIf(id, tags), 412, "version-mismatch");

    assertThat(problem.get("version").asLong(), equalTo(2L));
    assertThat(rows().count(id), equalTo(2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2",
        "\"2",
        "2\"",
        "\"two\"",
        "\"\"",
        "\"2\" \"3\"",
        "\"2\",x",
        "w/\"2\"",
        "*, \"2\"",
        "\"-1\"",
        "\"2.0\"",
        "\"+2\"",
        "'2'"
      })
  void anInvalidListOfVersionsIsMalformed(String tags) {
    String id = openWith("10");

    JsonNode problem = problem(creditIf(id, tags), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("If-Match"));
    assertThat(rows().count(id), equalTo(2L));
  }

  @Test
  void everyWriteOnAnAccountCanBeConditional() {
    String id = openWith("10");
    String stale = "\"1\"";

    for (String command : List.of("/credits", "/withdrawals")) {
      Response response =
          request()
              .header("If-Match", stale)
              .contentType("application/json")
              .body(amount("1"))
              .post("/accounts/" + id + command);
      problem(response, 412, "version-mismatch");
    }
    problem(
        bare().header("If-Match", stale).post("/accounts/" + id + "/closure"),
        412,
        "version-mismatch");
    assertThat(rows().count(id), equalTo(2L));
  }

  @Test
  void theVersionIsCheckedBeforeTheRules() {
    String id = open();
    accepted(close(id));

    problem(creditIf(id, "\"1\""), 412, "version-mismatch");
    problem(creditIf(id, "\"2\""), 422, "account-closed");
  }

  @Test
  void anyVersionOfAMissingAccountIsNotFound() {
    problem(creditIf(someId(), "*"), 404, "account-not-found");
    problem(creditIf(someId(), "\"1\""), 404, "account-not-found");
  }

  @Test
  void oneOfTwentyWritersAtTheSameVersionWins() {
    String id = openWith("10");

    List<Integer> statuses = Concurrently.run(20, 20, number -> creditIf(id, "\"2\"").statusCode());

    assertThat(statuses.stream().filter(status -> status == 201).count(), equalTo(1L));
    assertThat(statuses.stream().filter(status -> status == 412).count(), equalTo(19L));
    assertThat(version(id), equalTo(3L));
  }

  @Test
  void openingsAndTransfersIgnoreExpectedVersions() {
    String from = openWith("10");
    String to = open();

    accepted(bare().header("If-Match", "\"99\"").post("/accounts"));
    accepted(
        request()
            .header("If-Match", "\"99\"")
            .contentType("application/json")
            .body(transferOf(from, to, "1"))
            .post("/transfers"));
  }
}
