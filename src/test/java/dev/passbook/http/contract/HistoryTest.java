package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads an account's events, one by one and page by page. */
@QuarkusTest
class HistoryTest extends PassbookOverHttp {

  private static String historyOf(int events) {
    String id = open();
    IntStream.range(1, events).forEach(number -> accepted(credit(id, "1")));
    return id;
  }

  private static List<Long> versions(Response page) {
    assertThat(page.asString(), page.statusCode(), equalTo(200));
    return StreamSupport.stream(Json.of(page).get("events").spliterator(), false)
        .map(event -> event.get("version").asLong())
        .toList();
  }

  /** Follows {@code next} from page to page, as a client does. */
  private static List<List<Long>> walk(String first) {
    List<List<Long>> pages = new ArrayList<>();
    String url = first;
    while (url != null) {
      assertThat("the pages end", pages, hasSize(lessThanOrEqualTo(50)));
      Response page = get(url);
      pages.add(versions(page));
      JsonNode next = Json.of(page).get("next");
      assertThat(page.header("Link"), equalTo(linkTo(next)));
      url = next.isNull() ? null : relativeTo(url, next.asText());
    }
    return pages;
  }

  private static String linkTo(JsonNode next) {
    return next.isNull() ? null : "<" + next.asText() + ">; rel=\"next\"";
  }

  private static String relativeTo(String url, String next) {
    assertThat(next, URI.create(next).isAbsolute(), equalTo(false));
    return URI.create(url).resolve(next).toString();
  }

  @Test
  void theFirstEventIsTheOpening() {
    String id = open();

    Response response = get("/accounts/" + id + "/events/1");

    JsonNode event = Json.of(response);
    assertThat(event.get("type").asText(), equalTo("AccountCreated"));
    assertThat(Json.written(response, "balance"), equalTo("0.00"));
    assertThat(event.has("amount"), equalTo(false));
    assertThat(event.has("reference"), equalTo(false));
    assertThat(event.get("at"), equalTo(account(id).get("createdAt")));
  }

  @Test
  void everyTypeOfEventIsInTheHistory() {
    String id = openWith("1");
    accepted(withdraw(id, "1"));
    accepted(close(id));

    JsonNode events = Json.of(get("/accounts/" + id + "/events")).get("events");

    assertThat(
        events.findValuesAsText("type"),
        contains("AccountCreated", "BalanceCredited", "BalanceWithdrawn", "AccountClosed"));
    for (JsonNode event : events) {
      String single = "/accounts/" + id + "/events/" + event.get("version").asLong();
      assertThat(Json.of(get(single)), equalTo(event));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "3", "9999999999", "99999999999999999999", "one", "1.0", "%20"})
  void aMissingVersionIsNotFound(String version) {
    String id = openWith("1");

    problem(get("/accounts/" + id + "/events/" + version), 404, "version-not-found");
  }

  @Test
  void aShortHistoryIsOnePage() {
    String id = historyOf(3);

    Response page = get("/accounts/" + id + "/events");

    assertThat(versions(page), contains(1L, 2L, 3L));
    assertThat(Json.of(page).get("next").isNull(), equalTo(true));
    assertThat(page.header("Link"), nullValue());
  }

  @Test
  void pagesFollowEachOtherToTheEnd() {
    String events = "/accounts/" + historyOf(25) + "/events";

    assertThat(walk(events + "?limit=10"), contains(range(1, 10), range(11, 20), range(21, 25)));
    assertThat(walk(events + "?limit=25"), contains(range(1, 25)));
    assertThat(walk(events + "?limit=24&order=asc"), contains(range(1, 24), List.of(25L)));
    assertThat(walk(events + "?after=20&limit=3"), contains(range(21, 23), range(24, 25)));
  }

  @Test
  void pagesFollowEachOtherBackToTheBeginning() {
    String events = "/accounts/" + historyOf(25) + "/events?order=desc";

    assertThat(
        walk(events + "&limit=10"), contains(downFrom(25, 16), downFrom(15, 6), downFrom(5, 1)));
    assertThat(walk(events + "&limit=25"), contains(downFrom(25, 1)));
    assertThat(walk(events + "&after=4&limit=2"), contains(downFrom(3, 2), List.of(1L)));
    assertThat(versions(get(events + "&after=1")), empty());
    assertThat(versions(get(events + "&after=0")), empty());
    assertThat(versions(get(events + "&after=1000&limit=2")), contains(25L, 24L));
  }

  @Test
  void aPageHoldsFiftyEventsByDefault() {
    String events = "/accounts/" + historyOf(53) + "/events";

    assertThat(versions(get(events)), equalTo(range(1, 50)));
    assertThat(walk(events), contains(range(1, 50), range(51, 53)));
    assertThat(walk(events + "?order=desc"), contains(downFrom(53, 4), downFrom(3, 1)));
    assertThat(walk(events + "?limit=200"), contains(range(1, 53)));
  }

  @Test
  void aPagePastTheNewestEventIsEmptyAndTheLast() {
    String events = "/accounts/" + historyOf(2) + "/events";

    for (String after : List.of("2", "3", "9999999999", "99999999999999999999")) {
      Response page = get(events + "?after=" + after);
      assertThat(versions(page), empty());
      assertThat(Json.of(page).get("next").isNull(), equalTo(true));
    }
    assertThat(versions(get(events + "?after=0")), not(empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=ten",
        "limit=1.5",
        "limit=",
        "limit=99999999999999999999",
        "after=-1",
        "after=x",
        "after=1.0",
        "order=up",
        "order="
      })
  void anInvalidQueryIsRefusedAndNamed(String query) {
    String id = open();

    JsonNode problem = problem(get("/accounts/" + id + "/events?" + query), 400, "invalid-request");

    assertThat(
        problem.at("/violations/0/field").asText(),
        equalTo(query.substring(0, query.indexOf('='))));
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<Long> downFrom(long first, long last) {
    return LongStream.rangeClosed(last, first).map(v -> first + last - v).boxed().toList();
  }
}
