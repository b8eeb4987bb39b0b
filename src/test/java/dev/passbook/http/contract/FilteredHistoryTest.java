package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the events of a time or of some types. */
@QuarkusTest
class FilteredHistoryTest extends PassbookOverHttp {
  private static final String NEW_YEAR = "2026-01-01T00:00:00.000Z";

  /** Version n is of the n-th day of January, but versions 4, 5 and 6 share the fourth day. */
  private static String aCreditADay() {
    String id = someId();
    rows().created(id).at(NEW_YEAR).write();
    for (int version = 2; version <= 12; version++) {
      int day = version == 5 || version == 6 ? 4 : version;
      rows()
          .credited(id, version, "1", String.valueOf(version - 1))
          .at("2026-01-%02dT00:00:00.000Z".formatted(day))
          .write();
    }
    return "/accounts/" + id + "/events";
  }

  private static List<Long> versions(Response page) {
    assertThat(page.asString(), page.statusCode(), equalTo(200));
    return StreamSupport.stream(Json.of(page).get("events").spliterator(), false)
        .map(event -> event.get("version").asLong())
        .toList();
  }

  private static List<Long> walk(String first) {
    List<Long> all = new ArrayList<>();
    String url = first;
    for (int pages = 0; url != null; pages++) {
      assertThat("the pages end", pages, lessThan(50));
      Response page = get(url);
      all.addAll(versions(page));
      JsonNode next = Json.of(page).get("next");
      String link = next.isNull() ? null : "<" + next.asText() + ">; rel=\"next\"";
      assertThat(page.header("Link"), equalTo(link));
      url = next.isNull() ? null : next.asText();
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-01-10T00:00:00Z, 10 11 12",
    "from=2026-01-10T00:00:00.001Z, 11 12",
    "to=2026-01-03T00:00:00Z, 1 2",
    "to=2026-01-03T00:00:00.001Z, 1 2 3",
    "from=2026-01-04T00:00:00Z&to=2026-01-04T00:00:00.001Z, 4 5 6",
    "from=2026-01-03T00:00:00Z&to=2026-01-07T00:00:00Z, 3 4 5 6",
    "from=2026-01-04T01:00:00%2B01:00&to=2026-01-05T00:00:00z, 4 5 6",
    "from=2020-01-01T00:00:00Z&to=2026-01-02T00:00:00Z, 1",
    "from=2026-01-11T00:00:00Z&to=2100-01-01T00:00:00Z, 11 12",
    "from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z, ''",
    "from=2100-01-01T00:00:00Z, ''",
    "from=2026-01-04T00:00:00Z&to=2026-01-04T00:00:00Z, ''",
    "type=AccountCreated, 1",
    "type=AccountClosed, ''",
    "type=AccountCreated%2CHoldPlaced, 1",
    "'type=AccountCreated,BalanceCredited&to=2026-01-02T00:00:00.001Z', 1 2",
    "type=BalanceCredited&from=2026-01-11T00:00:00Z, 11 12"
  })
  void pagesHaveTheWantedEventsInEitherOrder(String query, String versions) {
    String events = aCreditADay() + "?" + query;
    List<Long> wanted = versions.isEmpty() ? List.of() : numbers(versions);
    List<Long> reversed = new ArrayList<>(wanted);
    Collections.reverse(reversed);

    for (int limit : new int[] {1, 2, 200}) {
      assertThat(walk(events + "&limit=" + limit), equalTo(wanted));
      assertThat(walk(events + "&order=desc&limit=" + limit), equalTo(reversed));
    }
  }

  private static List<Long> numbers(String text) {
    return List.of(text.split(" ")).stream().map(Long::valueOf).toList();
  }

  @Test
  void nextKeepsTheFiltersAsTheyWere() {
    String events = aCreditADay();
    String filters = "&from=2026-01-02T01%3A00%3A00%2B01%3A00&to=2026-01-31T00%3A00%3A00Z";
    String types = "&type=BalanceCredited%2CAccountClosed";

    Response page = get(events + "?limit=2&order=desc" + filters + types);

    assertThat(versions(page), contains(12L, 11L));
    assertThat(
        Json.of(page).get("next").asText(),
        equalTo(events + "?after=11&limit=2&order=desc" + filters + types));
  }

  @Test
  void afterAppliesAsWell() {
    String events = aCreditADay() + "?from=2026-01-04T00:00:00Z&to=2026-01-08T00:00:00Z";

    assertThat(walk(events + "&after=5"), contains(6L, 7L));
    assertThat(walk(events + "&after=2"), contains(4L, 5L, 6L, 7L));
    assertThat(walk(events + "&after=6&order=desc"), contains(5L, 4L));
    assertThat(walk(events + "&after=99&order=desc"), contains(7L, 6L, 5L, 4L));
    assertThat(walk(events + "&after=99"), empty());
    assertThat(walk(events + "&after=99999999999999999999"), empty());
    assertThat(walk(events + "&after=0&order=desc"), empty());
  }

  /** The bounds end with the newest event that there was, also if they lie in the future. */
  @Test
  void whatWasJustWrittenIsFound() {
    String id = openWith("1");

    assertThat(
        walk("/accounts/" + id + "/events?from=2026-01-01T00:00:00Z&type=BalanceCredited"),
        contains(2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=",
        "from=2026-01-01",
        "from=2026-01-01T00:00:00",
        "from=2026-01-01T00:00:00+01:00",
        "from=now",
        "to=",
        "to=1767225600",
        "to=2026-13-01T00:00:00Z",
        "to=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00.001Z",
        "type=",
        "type=,",
        "type=BalanceCredited,",
        "type=,BalanceCredited",
        "type=balancecredited",
        "type=BalanceCredited,%20AccountClosed",
        "type=BalanceCredited;AccountClosed",
        "type=Nothing",
        "type=*"
      })
  void aFlawIsRefusedAndNamed(String query) {
    String events = aCreditADay() + "?" + query;

    JsonNode problem = problem(get(events), 400, "invalid-request");

    assertThat(
        problem.at("/violations/0/field").asText(),
        equalTo(query.substring(0, query.indexOf('='))));
    problem(get(events + "&order=desc"), 400, "invalid-request");
  }

  @Test
  void aRepeatedTypeIsRefused() {
    String events = "/accounts/" + open() + "/events?type=AccountCreated&type=AccountClosed";

    JsonNode problem = problem(get(events), 400, "invalid-request");

    assertThat(problem.get("detail").asText(), containsString("type must be given once"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"from=2026-01-01T00:00:00Z", "to=2026-01-01T00:00:00Z", "type=HoldPlaced"})
  void aLiveStreamTakesNoFilter(String query) {
    String events = "/accounts/" + open() + "/events?" + query;

    Response response = request().accept("text/event-stream").get(events);

    JsonNode problem = problem(response, 400, "invalid-request");
    assertThat(
        problem.at("/violations/0/field").asText(),
        equalTo(query.substring(0, query.indexOf('='))));
  }

  @Test
  void anUnknownAccountHasNoEventsOfAnyTime() {
    String events = "/accounts/" + someId() + "/events";

    problem(get(events + "?type=AccountCreated"), 404, "account-not-found");
    problem(get(events + "?to=2100-01-01T00:00:00Z&order=desc"), 404, "account-not-found");
  }

  @Test
  void aPageIsNotStored() {
    Response page = get(aCreditADay() + "?from=2026-01-01T00:00:00Z");

    assertThat(page.header("Cache-Control"), equalTo("no-store"));
    assertThat(page.header("ETag"), equalTo(null));
  }
}
