package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads an account's events as Server-Sent Events: first the history, then live events. */
@QuarkusTest
class LiveEventsTest extends PassbookOverHttp {
  private static final String SSE = "text/event-stream";

  private static Response events(String account, String query) {
    return request().accept(SSE).get("/accounts/" + account + "/events" + query);
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void theHistoryComesFirstAndThenLiveEvents() {
    String id = openWith("5");

    try (Listener listener = Listener.to(id, "")) {
      assertThat(listener.versions(2), equalTo(range(1, 2)));
      accepted(withdraw(id, "3"));
      assertThat(listener.next().type(), equalTo("BalanceWithdrawn"));
      accepted(credit(id, "4"));
      assertThat(listener.next().version(), equalTo(4L));
    }
  }

  @Test
  void anEventIsTheSameAsOnAPage() {
    String id = openWith("5.10");
    String other = open();
    accepted(transfer(id, other, "5.1"));
    accepted(close(id));

    try (Listener listener = Listener.to(id, "")) {
      List<Listener.Event> events = listener.rest();
      JsonNode page = Json.of(get("/accounts/" + id + "/events")).get("events");

      assertThat(events, hasSize(4));
      for (Listener.Event event : events) {
        JsonNode paged = page.get((int) event.version() - 1);
        assertThat(event.json(), equalTo(paged));
        assertThat(event.type(), equalTo(paged.get("type").asText()));
        contract().verifyEvent(event.data());
      }
    }
  }

  @Test
  void aReferenceCannotBreakTheStream() {
    String id = someId();
    String text = "a\u2028b\u2029c\ud83d\ude80\\n data: x\n\nid: 9";
    rows().created(id).write();
    rows().credited(id, 2, "1", "1").with("Reference", Rows.text(text)).write();

    try (Listener listener = Listener.to(id, "")) {
      assertThat(listener.next(2).get(1).json().get("reference").asText(), equalTo(text));
    }
  }

  @Test
  void theResponseIsNotCachedAndStatesTheRetryTime() {
    try (Listener listener = Listener.to(open(), "", "X-Request-Id", "listen-1")) {
      listener.next();

      assertThat(listener.status(), equalTo(200));
      assertThat(listener.header("Content-Type"), matchesPattern("text/event-stream(;.*)?"));
      assertThat(listener.header("Cache-Control"), equalTo("no-store"));
      assertThat(listener.header("X-Accel-Buffering"), equalTo("no"));
      assertThat(listener.header("X-Request-Id"), equalTo("listen-1"));
      assertThat(listener.text(), startsWith("retry: "));
    }
  }

  @Test
  void aClientResumesAfterItsLastEvent() {
    String id = openWith("5");
    accepted(credit(id, "1"));

    try (Listener byHeader = Listener.to(id, "", "Last-Event-ID", "2");
        Listener byQuery = Listener.to(id, "?after=1");
        Listener again = Listener.to(id, "?after=0", "Last-Event-ID", "2")) {
      assertThat(byHeader.next().version(), equalTo(3L));
      assertThat(byQuery.versions(2), equalTo(range(2, 3)));
      assertThat(again.next().version(), equalTo(3L));
      accepted(credit(id, "1"));
      for (Listener listener : List.of(byHeader, byQuery, again)) {
        assertThat(listener.next().version(), equalTo(4L));
      }
    }
  }

  @Test
  void aReconnectingClientMissesNothingAndGetsNothingTwice() {
    String id = open();
    Thread writer = new Thread(() -> LongStream.range(0, 100).forEach(n -> credit(id, "1")));
    writer.start();

    List<Long> got = new ArrayList<>();
    while (got.size() < 101) {
      String last = got.isEmpty() ? "0" : got.get(got.size() - 1).toString();
      try (Listener listener = Listener.to(id, "", "Last-Event-ID", last)) {
        got.addAll(listener.versions(Math.min(7, 101 - got.size())));
      }
    }

    assertThat(got, equalTo(range(1, 101)));
  }

  @Test
  void everyListenerOfAnAccountGetsAllEvents() {
    String id = open();
    List<Listener> listeners = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      listeners.add(Listener.to(id, ""));
    }

    Concurrently.run(4, 60, n -> accepted(credit(id, "1")));

    listeners.forEach(listener -> assertThat(listener.versions(61), equalTo(range(1, 61))));
    listeners.forEach(Listener::close);
  }

  @Test
  void aLongHistoryIsCompleteFromAnyStart() {
    String id = someId();
    rows().history(id, 5_000, 7, "a credit");

    try (Listener whole = Listener.to(id, "");
        Listener part = Listener.to(id, "?after=1234")) {
      assertThat(whole.versions(5_000), equalTo(range(1, 5_000)));
      assertThat(part.versions(5_000 - 1_234), equalTo(range(1_235, 5_000)));
      accepted(credit(id, "1"));
      assertThat(whole.next().version(), equalTo(5_001L));
    }
  }

  @Test
  void theStreamOfAClosedAccountEnds() {
    String id = openWith("1");

    try (Listener before = Listener.to(id, "")) {
      accepted(withdraw(id, "1"));
      accepted(close(id));
      assertThat(before.rest(), hasSize(4));
      assertThat(before.text().contains("broken off"), equalTo(false));
    }
    Response afterwards = events(id, "");
    assertThat(afterwards.statusCode(), equalTo(200));
    assertThat(afterwards.asString().endsWith("\n\n"), equalTo(true));
  }

  /** In the standard of Server-Sent Events, 204 tells a client to stop reconnecting. */
  @Test
  void aClientThatHasAllEventsOfAClosedAccountGets204() {
    String id = open();
    accepted(close(id));

    assertThat(events(id, "?after=2").statusCode(), equalTo(204));
    assertThat(
        request()
            .accept(SSE)
            .header("Last-Event-ID", "2")
            .get("/accounts/" + id + "/events")
            .statusCode(),
        equalTo(204));
    assertThat(events(id, "?after=1").statusCode(), equalTo(200));
  }

  @Test
  void anUnknownAccountIsNotFound() {
    problem(events(someId(), ""), 404, "account-not-found");
    problem(events("none", ""), 404, "account-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=-1", "after=x", "after=", "limit=10", "order=asc", "order=desc"})
  void aQueryThatDoesNotApplyToStreamsIsRefusedAndNamed(String query) {
    JsonNode problem = problem(events(open(), "?" + query), 400, "invalid-request");

    assertThat(
        problem.at("/violations/0/field").asText(),
        equalTo(query.substring(0, query.indexOf('='))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1.0", "1,2"})
  void anInvalidLastEventIdIsRefused(String id) {
    Response response =
        request().accept(SSE).header("Last-Event-ID", id).get("/accounts/" + open() + "/events");

    JsonNode problem = problem(response, 400, "invalid-request");
    assertThat(problem.at("/violations/0/field").asText(), equalTo("Last-Event-ID"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*                                    | application/json",
        "application/json                       | application/json",
        "text/*;q=0.5, application/json         | application/json",
        "text/event-stream;q=0.5, */*           | application/json",
        "text/event-stream                      | text/event-stream",
        "text/*                                 | text/event-stream",
        "text/event-stream, */*;q=0.1           | text/event-stream",
        "application/json;q=0.5, text/event-stream | text/event-stream"
      })
  void theAcceptHeaderDecidesTheFormat(String accept, String type) {
    String id = open();
    accepted(close(id));

    Response response = request().accept(accept).get("/accounts/" + id + "/events");

    assertThat(response.statusCode(), equalTo(200));
    assertThat(response.contentType(), startsWith(type));
  }

  @Test
  void withoutAnAcceptHeaderAClientGetsAPage() {
    Exchange page = RawHttp.send("GET", "/accounts/" + open() + "/events", List.of(), new byte[0]);

    assertThat(verified(page).mediaType(), equalTo("application/json"));
  }

  @Test
  void headReturnsTheTypeAndEnds() {
    Response response = request().accept(SSE).head("/accounts/" + open() + "/events");

    assertThat(response.statusCode(), equalTo(200));
    assertThat(response.contentType(), startsWith(SSE));
    assertThat(response.asString(), emptyString());
    assertThat(
        request().accept(SSE).head("/accounts/" + someId() + "/events").statusCode(), equalTo(404));
  }

  @Test
  void anUnreadableHistoryIsAProblemBeforeTheStreamStarts() {
    String id = someId();
    rows().created(id).write();
    rows().ofType(id, 2, "BalanceDoubled").write();

    problem(events(id, ""), 500, "internal-error");
  }

  @Test
  void aHistoryThatBecomesUnreadableEndsTheStream() {
    String id = open();

    try (Listener listener = Listener.to(id, "")) {
      listener.next();
      rows().ofType(id, 2, "BalanceDoubled").write();
      assertThat(listener.rest(), hasSize(0));
      assertThat(listener.text(), not(equalTo("")));
    }
  }
}
