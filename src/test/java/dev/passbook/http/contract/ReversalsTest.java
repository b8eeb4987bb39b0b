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

/** Takes credits, withdrawals and transfers back. */
@QuarkusTest
class ReversalsTest extends HoldRequests {
  private static final String BECAUSE = "{\"reference\":\"Paid twice\"}";

  private static String reversal(String id, long version) {
    return "/accounts/" + id + "/events/" + version + "/reversal";
  }

  /** Makes a transfer, and returns its path. */
  private static String transferred(String from, String to, String number) {
    return accepted(transfer(from, to, number)).header("Location");
  }

  private static Response reverse(String transfer) {
    return post(transfer + "/reversal");
  }

  @Test
  void aCreditIsTakenBack() {
    String id = openWith("50");
    JsonNode original = Json.of(get("/accounts/" + id + "/events/2"));

    Response response = accepted(post(reversal(id, 2), BECAUSE));

    JsonNode event = Json.of(response);
    assertThat(response.header("Location"), equalTo("/accounts/" + id + "/events/3"));
    assertThat(response.header("ETag"), equalTo("\"3\""));
    assertThat(event.get("type").asText(), equalTo("BalanceWithdrawn"));
    assertThat(event.get("reverses").asLong(), equalTo(2L));
    assertThat(event.get("reference").asText(), equalTo("Paid twice"));
    assertThat(Json.written(response, "amount"), equalTo("50.00"));
    assertThat(Json.written(response, "balance"), equalTo("0.00"));
    assertThat(Json.of(get("/accounts/" + id + "/events/2")), equalTo(original));
  }

  @Test
  void aWithdrawalIsTakenBack() {
    String id = openWith("50");
    accepted(withdraw(id, "20"));

    Response response = accepted(reverse(id, 3));

    assertThat(Json.of(response).get("type").asText(), equalTo("BalanceCredited"));
    assertThat(Json.of(response).get("reverses").asLong(), equalTo(3L));
    assertThat(Json.of(response).has("reference"), equalTo(false));
    assertSums(id, "50.00", "0.00", "50.00");
  }

  @Test
  void aReversedCaptureDoesNotReviveItsHold() {
    String id = openWith("50");
    String hold = held(id, "30");
    accepted(capturePart(id, hold, "10"));
    accepted(capture(id, hold, "20"));

    accepted(reverse(id, 5));

    assertSums(id, "40.00", "0.00", "40.00");
    assertThat(status(hold), equalTo("captured"));
    assertThat(Json.written(get(path(hold)), "captured"), equalTo("30.00"));
    accepted(reverse(id, 4));
    assertSums(id, "50.00", "0.00", "50.00");
  }

  /** The funds are gone after the first, but that is not the reason. */
  @Test
  void aMovementIsReversedOnce() {
    String id = openWith("50");
    accepted(reverse(id, 2));

    JsonNode refused = problem(reverse(id, 2), 422, "already-reversed");

    assertThat(refused.get("by").asLong(), equalTo(3L));
    accepted(credit(id, "1000"));
    assertThat(problem(reverse(id, 2), 422, "already-reversed").get("by").asLong(), equalTo(3L));
    accepted(withdraw(id, "1000"));
    accepted(close(id));
    problem(reverse(id, 2), 422, "account-closed");
    assertThat(version(id), equalTo(6L));
  }

  @Test
  void reversalsInParallelHappenOnce() {
    String id = openWith("50");
    accepted(credit(id, "1000"));

    List<Response> responses = Concurrently.run(8, 8, number -> reverse(id, 2));

    long accepted = responses.stream().filter(each -> each.statusCode() == 201).count();
    assertThat(accepted, equalTo(1L));
    responses.stream()
        .filter(each -> each.statusCode() != 201)
        .map(each -> problem(each, 422, "already-reversed"))
        .forEach(each -> assertThat(each.get("by").asLong(), equalTo(4L)));
    assertSums(id, "1000.00", "0.00", "1000.00");
  }

  @Test
  void onlyASingleMovementIsReversible() {
    String id = openWith("50");
    String other = open();
    held(id, "1");
    accepted(transfer(id, other, "5"));
    accepted(withdraw(id, "1"));
    accepted(reverse(id, 5));
    set(limit(id, "1"));
    set(restrict(id, true, true));
    set(restrict(id, false, false));

    for (long version : new long[] {1, 3, 4, 6, 7, 8}) {
      problem(reverse(id, version), 422, "not-reversible");
    }
    problem(reverse(other, 2), 422, "not-reversible");
    for (long version : new long[] {0, 10, 999}) {
      problem(reverse(id, version), 404, "version-not-found");
    }
    problem(post("/accounts/" + id + "/events/x/reversal"), 404, "version-not-found");
    problem(reverse(someId(), 1), 404, "account-not-found");
    assertThat(version(id), equalTo(9L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"amount\":1}", "{\"reference\":1}", "{\"reference\":\"\\u0000\"}", "[]"})
  void aMalformedReversalIsRefused(String body) {
    String id = openWith("50");

    problem(post(reversal(id, 2), body), 400, "invalid-request");
    problem(post(transferred(id, open(), "1") + "/reversal", body), 400, "invalid-request");
  }

  @Test
  void aReversalIsDecidedLikeAnyMovementButPassesRestrictions() {
    String id = openWith("50");
    accepted(withdraw(id, "20"));
    set(restrict(id, true, true));

    Response refused = reverse(id, 2);
    problem(refused, 422, "insufficient-funds");
    assertThat(Json.written(refused, "available"), equalTo("30.00"));
    accepted(reverse(id, 3));
    accepted(reverse(id, 2));
    assertSums(id, "0.00", "0.00", "0.00");
    set(restrict(id, false, false));
    accepted(credit(id, "1"));
    accepted(withdraw(id, "1"));
    accepted(close(id));
    problem(reverse(id, 8), 422, "account-closed");
  }

  @Test
  void aReversalIsConditionalAndHasAKey() {
    String id = openWith("50");
    String key = someId();

    Response stale = bare().header("If-Match", "\"1\"").post(reversal(id, 2));
    problem(stale, 412, "version-mismatch");
    Response first = keyed(key, reversal(id, 2), BECAUSE);
    assertFirst(first, 201);
    assertReplay(keyed(key, reversal(id, 2), BECAUSE), first);
    problem(keyed(key, reversal(id, 2)), 422, "idempotency-key-reused");
    String other = someId();
    Response refused = keyed(other, reversal(id, 2));
    problem(refused, 422, "already-reversed");
    assertReplay(keyed(other, reversal(id, 2)), refused);
  }

  @Test
  void aTransferIsTakenBackAsAWhole() {
    String from = openWith("50");
    String to = openWith("10");
    String transfer = transferred(from, to, "20");
    JsonNode original = Json.of(get(transfer));

    Response response = accepted(post(transfer + "/reversal", BECAUSE));

    JsonNode back = Json.of(response);
    assertThat(response.header("Location"), equalTo("/transfers/" + to + "-4"));
    assertThat(back.get("from").asText(), equalTo(to));
    assertThat(back.get("to").asText(), equalTo(from));
    assertThat(back.get("reverses").asText(), equalTo(original.get("id").asText()));
    assertThat(back.get("reference").asText(), equalTo("Paid twice"));
    assertThat(Json.written(response, "amount"), equalTo("20.00"));
    assertThat(Json.of(get(response.header("Location"))), equalTo(back));
    assertThat(Json.of(get(transfer)), equalTo(original));
    assertThat(Json.of(get("/accounts/" + to + "/events/4")).get("reverses").asLong(), equalTo(3L));
    assertThat(
        Json.of(get("/accounts/" + from + "/events/4")).get("reverses").asLong(), equalTo(3L));
    assertSums(from, "50.00", "0.00", "50.00");
    assertSums(to, "10.00", "0.00", "10.00");
  }

  @Test
  void aTransferIsReversedOnce() {
    String from = openWith("50");
    String to = open();
    String transfer = transferred(from, to, "20");
    String key = someId();

    List<Response> responses = Concurrently.run(4, 4, number -> reverse(transfer));

    assertThat(responses.stream().filter(each -> each.statusCode() == 201).count(), equalTo(1L));
    String by = to + "-3";
    responses.stream()
        .filter(each -> each.statusCode() != 201)
        .map(each -> problem(each, 422, "already-reversed"))
        .forEach(each -> assertThat(each.get("by").asText(), equalTo(by)));
    Response again = keyed(key, transfer + "/reversal");
    assertThat(problem(again, 422, "already-reversed").get("by").asText(), equalTo(by));
    assertReplay(keyed(key, transfer + "/reversal"), again);
    problem(reverse("/transfers/" + by), 422, "not-reversible");
    assertSums(from, "50.00", "0.00", "50.00");
  }

  @Test
  void thePayeeMustHaveTheFunds() {
    String from = openWith("50");
    String to = open();
    String transfer = transferred(from, to, "20");
    held(to, "1");

    Response refused = reverse(transfer);
    problem(refused, 422, "insufficient-funds");
    assertThat(Json.written(refused, "available"), equalTo("19.00"));
    assertSums(from, "30.00", "0.00", "30.00");
    set(limit(to, "1"));
    set(restrict(to, true, true));
    set(restrict(from, true, true));
    accepted(reverse(transfer));
    assertSums(to, "0.00", "1.00", "0.00");
  }

  @Test
  void aMissingTransferIsNotReversed() {
    String id = openWith("50");

    for (String transfer : List.of(id + "-2", id + "-99", someId() + "-1", "x")) {
      problem(reverse("/transfers/" + transfer), 404, "transfer-not-found");
    }
  }
}
