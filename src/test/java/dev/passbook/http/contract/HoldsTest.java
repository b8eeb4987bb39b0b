package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places, reads and releases holds. */
@QuarkusTest
class HoldsTest extends HoldRequests {

  @Test
  void aHoldReservesAnAmount() {
    String id = openWith("50");
    Instant expiry = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    String body =
        "{\"amount\":30,\"expiresAt\":\"%s\",\"reference\":\"Deposit\"}".formatted(expiry);

    Response response = accepted(post(holds(id), body));

    JsonNode hold = Json.of(response);
    assertThat(response.header("Location"), equalTo(path(id + "-3")));
    assertThat(response.header("ETag"), equalTo("\"3\""));
    assertThat(hold.get("id").asText(), equalTo(id + "-3"));
    assertThat(hold.get("accountId").asText(), equalTo(id));
    assertThat(hold.get("status").asText(), equalTo("active"));
    assertThat(Json.written(response, "amount"), equalTo("30.00"));
    assertThat(Json.written(response, "captured"), equalTo("0.00"));
    assertThat(Json.written(response, "remaining"), equalTo("30.00"));
    assertThat(hold.get("reference").asText(), equalTo("Deposit"));
    assertThat(Instant.parse(hold.get("expiresAt").asText()), equalTo(expiry));
    assertThat(hold.get("endedAt").isNull(), equalTo(true));
    assertThat(Json.of(get(response.header("Location"))), equalTo(hold));
    assertSums(id, "50.00", "30.00", "20.00");
  }

  @Test
  void thePlacingIsAnEvent() {
    String id = openWith("50");
    held(id, "10");
    held(id, "20");

    Response event = get("/accounts/" + id + "/events/4");

    assertThat(Json.of(event).get("type").asText(), equalTo("HoldPlaced"));
    assertThat(Json.of(event).get("holdId").asText(), equalTo(id + "-4"));
    assertThat(Json.of(event).has("expiresAt"), equalTo(true));
    assertThat(Json.written(event, "amount"), equalTo("20.00"));
    assertThat(Json.written(event, "balance"), equalTo("50.00"));
    assertThat(Json.written(event, "held"), equalTo("30.00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "0.001",
        "\"1\"",
        "null",
        "true",
        "1e20",
        "1e999999999",
        "100000000000"
      })
  void whatIsNoAmountIsRefused(String amount) {
    String id = openWith("50");

    assertRefused(hold(id, amount), "amount");
    assertThat(rows().count(id), equalTo(2L));
  }

  @ParameterizedTest
  @CsvSource({"JPY, 1.5, 1, 1", "BHD, 0.0001, 0.005, 0.005", "EUR, 0.005, 1e1, 10.00"})
  void theCurrencySaysHowFineAHoldMayBe(String currency, String tooFine, String fine, String text) {
    String id = openIn(currency);
    accepted(credit(id, "10"));

    assertRefused(hold(id, tooFine), "amount");
    assertThat(Json.written(accepted(hold(id, fine)), "amount"), equalTo(text));
  }

  @Test
  void aBodyIsRequiredAndClosed() {
    String id = openWith("50");

    assertRefused(post(holds(id), "{\"amount\":1,\"expires\":null}"), "expires");
    assertRefused(post(holds(id), "{\"amount\":1,\"final\":true}"), "final");
    assertRefused(post(holds(id), "{}"), "amount");
    problem(post(holds(id)), 400, "invalid-request");
    problem(post(holds(id), "{\"amount\":1,\"amount\":2}"), 400, "invalid-request");
    assertThat(rows().count(id), equalTo(2L));
  }

  @Test
  void moreThanIsAvailableIsNotHeldAndNotWithdrawn() {
    String id = openWith("50");
    held(id, "30");

    for (Response refused : List.of(hold(id, "20.01"), withdraw(id, "20.01"))) {
      problem(refused, 422, "insufficient-funds");
      assertThat(Json.written(refused, "balance"), equalTo("50.00"));
      assertThat(Json.written(refused, "held"), equalTo("30.00"));
      assertThat(Json.written(refused, "available"), equalTo("20.00"));
      assertThat(Json.written(refused, "amount"), equalTo("20.01"));
    }
    problem(transfer(id, open(), "20.01"), 422, "insufficient-funds");
    assertThat(rows().count(id), equalTo(3L));
    accepted(withdraw(id, "20"));
    assertSums(id, "30.00", "30.00", "0.00");
  }

  @Test
  void theActiveHoldsAreListedOldestFirst() {
    String id = openWith("50");
    assertThat(Json.of(get(holds(id))).get("holds").size(), equalTo(0));
    String first = held(id, "1");
    String second = held(id, "2");
    String third = held(id, "3");
    accepted(release(second));

    JsonNode listed = Json.of(get(holds(id))).get("holds");

    List<String> ids = new ArrayList<>();
    listed.forEach(hold -> ids.add(hold.get("id").asText()));
    assertThat(ids, equalTo(List.of(first, third)));
    assertThat(listed.get(1), equalTo(Json.of(get(path(third)))));
    assertThat(request().head(holds(id)).statusCode(), equalTo(200));
  }

  @Test
  void whatIsNoHoldOfTheAccountIsMissing() {
    String id = openWith("50");
    String others = held(openWith("50"), "1");
    held(id, "1");

    for (String hold :
        List.of(
            others,
            id + "-1",
            id + "-2",
            id + "-99",
            id + "-0",
            id + "--3",
            id + "-03",
            id,
            "3",
            "x",
            id + "-3-3",
            id + "-99999999999999999999",
            someId() + "-3")) {
      problem(get(holds(id) + "/" + hold), 404, "hold-not-found");
      problem(post(holds(id) + "/" + hold + "/release"), 404, "hold-not-found");
    }
    String nowhere = someId();
    problem(get(holds(nowhere)), 404, "account-not-found");
    problem(get(path(nowhere + "-3")), 404, "account-not-found");
    problem(release(nowhere + "-3"), 404, "account-not-found");
    problem(hold("x", "1"), 404, "account-not-found");
    assertThat(
        get(path(id + "-3")
                .toUpperCase(Locale.ROOT)
                .replace("ACCOUNTS", "accounts")
                .replace("HOLDS", "holds"))
            .statusCode(),
        equalTo(200));
  }

  @Test
  void aReleaseGivesTheRestBackOnce() {
    String id = openWith("50");
    String hold = held(id, "30");
    accepted(capturePart(id, hold, "10"));

    Response response = accepted(release(hold));

    JsonNode event = Json.of(response);
    assertThat(response.header("Location"), equalTo("/accounts/" + id + "/events/5"));
    assertThat(event.get("type").asText(), equalTo("HoldReleased"));
    assertThat(event.get("holdId").asText(), equalTo(hold));
    assertThat(Json.written(response, "amount"), equalTo("20.00"));
    assertThat(Json.written(response, "held"), equalTo("0.00"));
    assertThat(Json.of(get(response.header("Location"))), equalTo(event));
    Response ended = get(path(hold));
    assertThat(Json.of(ended).get("status").asText(), equalTo("released"));
    assertThat(Json.of(ended).get("endedAt"), equalTo(event.get("at")));
    assertThat(Json.written(ended, "captured"), equalTo("10.00"));
    assertThat(Json.written(ended, "remaining"), equalTo("0.00"));
    assertSums(id, "40.00", "0.00", "40.00");

    assertEnded(release(hold), "released", hold);
    assertThat(version(id), equalTo(5L));
  }

  @Test
  void aReleaseTakesNoMembers() {
    String id = openWith("50");
    String hold = held(id, "30");

    problem(post(path(hold) + "/release", "{\"amount\":1}"), 400, "invalid-request");
    accepted(post(path(hold) + "/release", "{}"));
  }

  @Test
  void anAccountHasAtMostTwentyActiveHolds() {
    String id = openWith("50");
    String first = held(id, "1");
    for (int i = 1; i < 20; i++) {
      held(id, "1");
    }

    problem(hold(id, "1"), 422, "too-many-holds");
    assertThat(Json.of(get(holds(id))).get("holds").size(), equalTo(20));
    accepted(release(first));
    held(id, "1");
    assertSums(id, "50.00", "20.00", "30.00");
  }

  @Test
  void anAccountWithAHoldIsNotClosed() {
    String id = openWith("1");
    String hold = held(id, "1");

    problem(close(id), 422, "holds-outstanding");
    accepted(capture(id, hold, "1"));
    accepted(close(id));
    problem(hold(id, "1"), 422, "account-closed");
    problem(release(hold), 422, "account-closed");
    assertThat(status(hold), equalTo("captured"));
  }
}
