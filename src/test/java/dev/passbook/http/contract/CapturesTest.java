package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures a hold of 30 out of 50, by withdrawals and transfers. */
@QuarkusTest
class CapturesTest extends HoldRequests {
  private String id;
  private String hold;

  @BeforeEach
  void hold() {
    id = openWith("50");
    hold = held(id, "30");
  }

  private String captureBy(String to, String number, String more) {
    return "{\"from\":\"%s\",\"to\":\"%s\",\"amount\":%s,\"hold\":\"%s\"%s}"
        .formatted(id, to, number, hold, more);
  }

  @Test
  void aCaptureReleasesTheRest() {
    Response response = accepted(capture(id, hold, "25"));

    JsonNode event = Json.of(response);
    assertThat(event.get("type").asText(), equalTo("BalanceWithdrawn"));
    assertThat(event.get("holdId").asText(), equalTo(hold));
    assertThat(Json.written(response, "holdRemaining"), equalTo("0.00"));
    assertThat(Json.written(response, "balance"), equalTo("25.00"));
    assertThat(Json.of(get(response.header("Location"))), equalTo(event));
    assertSums(id, "25.00", "0.00", "25.00");
    Response ended = get(path(hold));
    assertThat(Json.of(ended).get("status").asText(), equalTo("captured"));
    assertThat(Json.of(ended).get("endedAt"), equalTo(event.get("at")));
    assertThat(Json.written(ended, "captured"), equalTo("25.00"));
    assertThat(Json.written(ended, "remaining"), equalTo("0.00"));
  }

  @Test
  void aHoldGoesOnAfterAPartOfItWasCaptured() {
    Response first = accepted(capturePart(id, hold, "10"));

    assertThat(Json.written(first, "holdRemaining"), equalTo("20.00"));
    assertSums(id, "40.00", "20.00", "20.00");
    Response rest = get(path(hold));
    assertThat(Json.of(rest).get("status").asText(), equalTo("active"));
    assertThat(Json.written(rest, "captured"), equalTo("10.00"));
    assertThat(Json.written(rest, "remaining"), equalTo("20.00"));
    assertThat(Json.written(accepted(capture(id, hold, "20")), "holdRemaining"), equalTo("0.00"));
    assertThat(Json.written(get(path(hold)), "captured"), equalTo("30.00"));
  }

  @Test
  void aPartThatIsTheWholeLeavesNothing() {
    Response all = accepted(capturePart(id, hold, "30"));

    assertThat(Json.written(all, "holdRemaining"), equalTo("0.00"));
    assertSums(id, "20.00", "0.00", "20.00");
  }

  @Test
  void aTransferCaptures() {
    String other = open();

    Response response = accepted(post("/transfers", captureBy(other, "5", ",\"final\":false")));

    assertThat(Json.of(response).get("holdId").asText(), equalTo(hold));
    assertThat(Json.written(response, "holdRemaining"), equalTo("25.00"));
    assertThat(Json.of(get(response.header("Location"))), equalTo(Json.of(response)));
    assertSums(id, "45.00", "25.00", "20.00");
    assertSums(other, "5.00", "0.00", "5.00");
    Response leg = get("/accounts/" + id + "/events/4");
    assertThat(Json.of(leg).get("holdId").asText(), equalTo(hold));
    assertThat(Json.of(get("/accounts/" + other + "/events/2")).has("holdId"), equalTo(false));
  }

  @Test
  void moreThanRemainsIsNotCaptured() {
    accepted(capturePart(id, hold, "10"));

    for (Response refused :
        List.of(
            capture(id, hold, "20.01"),
            capturePart(id, hold, "20.01"),
            post("/transfers", captureBy(open(), "20.01", "")))) {
      problem(refused, 422, "hold-exceeded");
      assertThat(Json.written(refused, "remaining"), equalTo("20.00"));
    }
    assertSums(id, "40.00", "20.00", "20.00");
  }

  @Test
  void anEndedHoldIsNotCaptured() {
    accepted(capture(id, hold, "1"));
    assertEnded(capture(id, hold, "1"), "captured", hold);
    assertEnded(post("/transfers", captureBy(open(), "1", "")), "captured", hold);
    assertEnded(release(hold), "captured", hold);

    String released = held(id, "1");
    accepted(release(released));
    assertEnded(capture(id, released, "1"), "released", released);
    assertEnded(capture(id, hold, "1"), "captured", hold);

    String lapsed = heldBriefly(id, "1");
    awaitAvailable(id, "49.00");
    assertEnded(capture(id, lapsed, "1"), "expired", lapsed);
    assertThat(version(id), equalTo(7L));
  }

  @Test
  void whatIsNoHoldOfThePayerIsMissing() {
    String other = openWith("50");
    String others = held(other, "1");

    for (String wrong : List.of(others, id + "-1", id + "-99", id, "x", "3", hold + "-1")) {
      problem(capture(id, wrong, "1"), 404, "hold-not-found");
      problem(
          post("/transfers", captureBy(other, "1", "").replace(hold, wrong)),
          404,
          "hold-not-found");
    }
    problem(capture(id, "", "1"), 404, "hold-not-found");
    problem(capture(someId(), hold, "1"), 404, "account-not-found");
    assertSums(id, "50.00", "30.00", "20.00");
    assertSums(other, "50.00", "1.00", "49.00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":1,\"final\":true}",
        "{\"amount\":1,\"final\":false}",
        "{\"amount\":1,\"hold\":null,\"final\":false}",
        "{\"amount\":1,\"hold\":\"HOLD\",\"final\":\"false\"}",
        "{\"amount\":1,\"hold\":\"HOLD\",\"final\":0}",
        "{\"amount\":1,\"hold\":\"HOLD\",\"final\":{}}",
        "{\"amount\":1,\"hold\":\"HOLD\",\"finale\":false}",
        "{\"amount\":1,\"hold\":3}",
        "{\"amount\":1,\"hold\":[\"HOLD\"]}",
        "{\"amount\":1,\"hold\":true}",
        "{\"amount\":0,\"hold\":\"HOLD\"}",
        "{\"amount\":-1,\"hold\":\"HOLD\"}",
        "{\"amount\":0.001,\"hold\":\"HOLD\"}",
        "{\"hold\":\"HOLD\"}"
      })
  void aMalformedCaptureIsRefused(String body) {
    String there = body.replace("HOLD", hold);

    problem(post(withdrawals(id), there), 400, "invalid-request");
    String legs = "{\"from\":\"%s\",\"to\":\"%s\",".formatted(id, open());
    problem(post("/transfers", legs + there.substring(1)), 400, "invalid-request");
    problem(
        post(credits(id), amount("1").replace("}", ",\"hold\":\"" + hold + "\"}")),
        400,
        "invalid-request");
    assertSums(id, "50.00", "30.00", "20.00");
  }

  @Test
  void nullStandsForAWholeCapture() {
    accepted(post(withdrawals(id), captureOf(hold, "1", ",\"final\":null")));

    assertThat(status(hold), equalTo("captured"));
    accepted(post(withdrawals(id), "{\"amount\":1,\"hold\":null}"));
  }

  @Test
  void whatIsHeldCanBeCapturedThoughNothingIsAvailable() {
    accepted(withdraw(id, "20"));
    problem(withdraw(id, "0.01"), 422, "insufficient-funds");

    accepted(capture(id, hold, "30"));

    assertSums(id, "0.00", "0.00", "0.00");
  }

  @Test
  void capturesInParallelNeverExceedTheHold() {
    List<Response> responses = Concurrently.run(10, 20, number -> capturePart(id, hold, "4"));

    long captured = responses.stream().filter(each -> each.statusCode() == 201).count();
    responses.stream()
        .filter(each -> each.statusCode() != 201)
        .forEach(each -> problem(each, 422, "hold-exceeded"));
    assertThat(captured, equalTo(7L));
    assertSums(id, "22.00", "2.00", "20.00");
  }

  @Test
  void aCaptureAndAReleaseInParallelEndTheHoldOnce() {
    List<Response> responses =
        Concurrently.run(2, 2, number -> number == 0 ? capture(id, hold, "30") : release(hold));

    List<Integer> statuses = responses.stream().map(Response::statusCode).sorted().toList();
    assertThat(statuses, equalTo(List.of(201, 422)));
    assertThat(version(id), equalTo(4L));
  }
}
