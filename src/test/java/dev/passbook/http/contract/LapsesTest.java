package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hold of 30 out of 50 has lapsed, and no event says so yet. */
@QuarkusTest
class LapsesTest extends HoldRequests {
  private static final int PREPARED = 6;

  /** Holds that lapsed at the same time, one for each test, so that the tests wait only once. */
  private static final Deque<String> LAPSED = new ArrayDeque<>();

  /** The account of those tests that leave it as it is. */
  private static String unchanged;

  private String id;
  private String hold;

  private void lapse() {
    if (LAPSED.isEmpty()) {
      IntStream.range(0, PREPARED).forEach(i -> LAPSED.add(heldBriefly(openWith("50"), "30")));
      LAPSED.forEach(lapsing -> awaitAvailable(accountOf(lapsing), "50.00"));
    }
    hold = LAPSED.remove();
    id = accountOf(hold);
  }

  private static String unchanged() {
    if (unchanged == null) {
      unchanged = openWith("50");
      heldBriefly(unchanged, "30");
      awaitAvailable(unchanged, "50.00");
    }
    return unchanged;
  }

  @Test
  void theTagCountsTheLapse() {
    id = unchanged();
    Response account = get("/accounts/" + id);

    assertThat(account.header("ETag"), equalTo("\"3.1\""));
    assertThat(Json.of(account).get("version").asLong(), equalTo(3L));
    assertSums(id, "50.00", "0.00", "50.00");
    Response same = known("\"3.1\"");
    assertThat(same.statusCode(), equalTo(304));
    assertThat(same.header("ETag"), equalTo("\"3.1\""));
    assertThat(known("W/\"3.1\"").statusCode(), equalTo(304));
    assertThat(known("\"3\"").statusCode(), equalTo(200));
    assertThat(known("\"3.2\"").statusCode(), equalTo(200));
    assertThat(known("\"3\", \"3.1\"").statusCode(), equalTo(304));
  }

  private Response known(String tags) {
    return request().header("If-None-Match", tags).get("/accounts/" + id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"3\"", "\"3.1\"", "\"3.7\"", "\"2\", \"3.1\"", "*"})
  void aWriteIsConditionalOnTheVersionAlone(String tags) {
    Response wouldBe = conditional(tags, "?dryRun=true");

    assertThat(wouldBe.asString(), wouldBe.statusCode(), equalTo(200));
    assertThat(Json.of(wouldBe).get("version").asLong(), equalTo(5L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "\"2.1\"", "\"31\"", "W/\"3.1\""})
  void anotherVersionDoesNotMatch(String tags) {
    problem(conditional(tags, ""), 412, "version-mismatch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"3.\"",
        "\".1\"",
        "\"3.0\"",
        "\"3.1.1\"",
        "3.1",
        "\"3,1\"",
        "\"3.-1\"",
        "\"3.x\""
      })
  void whatIsNoTagOfAnAccountIsRefused(String tags) {
    problem(conditional(tags, ""), 400, "invalid-request");
  }

  private static Response conditional(String tags, String query) {
    return request()
        .header("If-Match", tags)
        .contentType("application/json")
        .body(amount("1"))
        .post(credits(unchanged()) + query);
  }

  @Test
  void theNextEventComesBehindTheLapse() {
    lapse();
    Response credited = accepted(credit(id, "1"));

    assertThat(credited.header("Location"), equalTo("/accounts/" + id + "/events/5"));
    assertThat(credited.header("ETag"), equalTo("\"5\""));
    assertThat(get("/accounts/" + id).header("ETag"), equalTo("\"5\""));
    Response events = get("/accounts/" + id + "/events?after=2");
    assertThat(types(events), equalTo(List.of("HoldPlaced", "HoldExpired", "BalanceCredited")));
    JsonNode expired = Json.of(events).at("/events/1");
    assertThat(expired.get("holdId").asText(), equalTo(hold));
    assertThat(expired.get("at"), equalTo(Json.of(credited).get("at")));
    Response alone = get("/accounts/" + id + "/events/4");
    assertThat(Json.of(alone), equalTo(expired));
    assertThat(Json.written(alone, "amount"), equalTo("30.00"));
    assertThat(Json.written(alone, "held"), equalTo("0.00"));
    assertThat(Json.written(alone, "balance"), equalTo("50.00"));
    assertThat("one row has both", rows().count(id), equalTo(4L));
  }

  private static List<String> types(Response page) {
    List<String> types = new ArrayList<>();
    Json.of(page).get("events").forEach(event -> types.add(event.get("type").asText()));
    return types;
  }

  @Test
  void thePastIsAsItWas() {
    lapse();
    Instant expiry = Instant.parse(Json.of(get(path(hold))).get("expiresAt").asText());
    accepted(credit(id, "1"));

    assertHeld("?version=3", "30.00", "\"3\"");
    assertHeld("?version=4", "0.00", "\"4\"");
    assertHeld("?version=5", "0.00", "\"5\"");
    assertHeld("?at=" + expiry.minusMillis(1), "30.00", "\"3\"");
    assertHeld("?at=" + expiry, "0.00", "\"3.1\"");
    assertHeld("?at=2100-01-01T00:00:00Z", "0.00", "\"5\"");
  }

  private void assertHeld(String moment, String held, String tag) {
    Response account = get("/accounts/" + id + moment);
    assertThat(moment, Json.written(account, "held"), equalTo(held));
    assertThat(moment, account.header("ETag"), equalTo(tag));
  }

  @Test
  void whatIsAvailableAgainCanBeTaken() {
    lapse();
    accepted(withdraw(id, "50"));

    assertSums(id, "0.00", "0.00", "0.00");
    accepted(close(id));
  }

  @Test
  void theHoldHasEndedAtItsExpiry() {
    lapse();
    JsonNode before = Json.of(get(path(hold)));
    assertThat(before.get("status").asText(), equalTo("expired"));
    assertThat(before.get("endedAt"), equalTo(before.get("expiresAt")));
    assertThat(Json.of(get(holds(id))).get("holds").size(), is(0));

    assertEnded(release(hold), "expired", hold);
    assertEnded(capture(id, hold, "1"), "expired", hold);
    assertThat("a refusal writes no lapse", version(id), equalTo(3L));

    accepted(credit(id, "1"));
    assertThat(Json.of(get(path(hold))), equalTo(before));
    assertEnded(release(hold), "expired", hold);
  }

  @Test
  void aRequestThatChangesNothingWritesNoLapse() {
    lapse();
    Response same = set(limit(id, "0"));

    assertThat(same.header("ETag"), equalTo("\"3.1\""));
    assertThat(Json.written(same, "available"), equalTo("50.00"));
    assertThat(version(id), equalTo(3L));
  }

  @Test
  void severalLapsesAreSaidInTheOrderOfTheirPlacing() {
    lapse();
    String expiry = "\"" + Instant.now().plusSeconds(5) + "\"";
    String second = heldUntil(id, "10", expiry);
    String third = heldUntil(id, "20", expiry);
    awaitAvailable(id, "50.00");
    assertThat(get("/accounts/" + id).header("ETag"), equalTo("\"6.2\""));

    accepted(credit(id, "1"));

    Response events = get("/accounts/" + id + "/events?after=6");
    assertThat(types(events), equalTo(List.of("HoldExpired", "HoldExpired", "BalanceCredited")));
    assertThat(Json.of(events).at("/events/0/holdId").asText(), equalTo(second));
    assertThat(Json.of(events).at("/events/1/holdId").asText(), equalTo(third));
    assertHeld("?version=7", "0.00", "\"7.1\"");
  }

  @Test
  void aLapseMakesRoomForAnotherHold() {
    lapse();
    for (int i = 0; i < 20; i++) {
      held(id, "1");
    }

    problem(hold(id, "1"), 422, "too-many-holds");
    assertSums(id, "50.00", "20.00", "30.00");
  }
}
