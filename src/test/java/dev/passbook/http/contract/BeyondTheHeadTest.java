package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests a position after the newest event, where a client would wait forever. */
@QuarkusTest
class BeyondTheHeadTest extends PassbookOverHttp {

  @ParameterizedTest
  @ValueSource(strings = {"3", "4", "1000000", "9223372036854775807", "99999999999999999999"})
  void aStreamAfterTheNewestEventIsRefused(String position) {
    String id = openWith("5");

    assertRefused("after", stream(id + "/events?after=" + position, null));
    assertRefused("Last-Event-ID", stream(id + "/events", position));
    assertRefused("Last-Event-ID", stream(id + "/events?after=1", position));
  }

  @Test
  void aStreamAfterTheEndOfAClosedAccountIsRefused() {
    String id = open();
    accepted(close(id));

    assertRefused("Last-Event-ID", stream(id + "/events", "3"));
    assertThat(stream(id + "/events", "2").statusCode(), equalTo(204));
  }

  @Test
  void aHeadRequestIsRefusedToo() {
    String id = openWith("5");

    int status =
        bare()
            .accept("text/event-stream")
            .header("Last-Event-ID", "3")
            .head("/accounts/" + id + "/events")
            .statusCode();

    assertThat(status, equalTo(400));
  }

  @Test
  void aMissingAccountIsReportedFirst() {
    problem(stream(someId() + "/events", "7"), 404, "account-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "1000000"})
  void aPageIsEmptyAndTheLast(String position) {
    String id = openWith("5");

    JsonNode page = Json.of(get("/accounts/" + id + "/events?after=" + position));

    assertThat(page.path("events").size(), equalTo(0));
    assertThat(page.path("next").isNull(), equalTo(true));
  }

  private static Response stream(String path, String lastEventId) {
    var request = bare().accept("text/event-stream");
    return (lastEventId == null ? request : request.header("Last-Event-ID", lastEventId))
        .get("/accounts/" + path);
  }

  private static void assertRefused(String field, Response response) {
    JsonNode problem = problem(response, 400, "invalid-request");
    assertThat(problem.at("/violations/0/field").asText(), equalTo(field));
  }
}
