package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** Credits, withdraws and closes accounts. */
@QuarkusTest
class CreditsAndWithdrawalsTest extends PassbookOverHttp {

  @Test
  void theArticlesExampleEndsAt50() {
    String id = openWith("60");

    accepted(withdraw(id, "10"));
    accepted(withdraw(id, "10"));
    accepted(credit(id, "10"));

    Response response = get("/accounts/" + id);
    assertThat(Json.written(response, "balance"), equalTo("50.00"));
    assertThat(Json.of(response).get("version").asLong(), equalTo(5L));
  }

  @Test
  void aCreditIsAnEvent() {
    String id = open();

    Response response =
        accepted(
            post("/accounts/" + id + "/credits", "{\"amount\":10.5,\"reference\":\"Lessons\"}"));

    JsonNode event = Json.of(response);
    assertThat(response.header("Location"), equalTo("/accounts/" + id + "/events/2"));
    assertThat(response.header("ETag"), equalTo("\"2\""));
    assertThat(event.get("accountId").asText(), equalTo(id));
    assertThat(event.get("version").asLong(), equalTo(2L));
    assertThat(event.get("type").asText(), equalTo("BalanceCredited"));
    assertThat(Json.written(response, "amount"), equalTo("10.50"));
    assertThat(Json.written(response, "balance"), equalTo("10.50"));
    assertThat(event.get("reference").asText(), equalTo("Lessons"));
    assertThat(event.has("transferId"), equalTo(false));
    assertThat(Json.of(get(response.header("Location"))), equalTo(event));
  }

  @Test
  void aWithdrawalIsAnEvent() {
    String id = openWith("60");

    Response response = accepted(withdraw(id, "10"));

    JsonNode event = Json.of(response);
    assertThat(response.header("Location"), equalTo("/accounts/" + id + "/events/3"));
    assertThat(response.header("ETag"), equalTo("\"3\""));
    assertThat(event.get("type").asText(), equalTo("BalanceWithdrawn"));
    assertThat(Json.written(response, "balance"), equalTo("50.00"));
    assertThat(event.has("reference"), equalTo(false));
    assertThat(Json.of(get(response.header("Location"))), equalTo(event));
  }

  @Test
  void aReferenceOfNullIsAbsent() {
    String id = open();

    Response response =
        accepted(post("/accounts/" + id + "/credits", "{\"amount\":1,\"reference\":null}"));

    assertThat(Json.of(response).has("reference"), equalTo(false));
  }

  @Test
  void aWithdrawalThatWouldOverdrawIsRefused() {
    String id = openWith("50");

    Response response = withdraw(id, "50.01");

    problem(response, 422, "insufficient-funds");
    assertThat(Json.written(response, "balance"), equalTo("50.00"));
    assertThat(Json.written(response, "amount"), equalTo("50.01"));
    assertThat(rows().count(id), equalTo(2L));
    assertThat(balance(id), equalTo("50.00"));
  }

  @Test
  void theWholeBalanceCanBeWithdrawn() {
    String id = openWith("50");

    assertThat(Json.written(accepted(withdraw(id, "50")), "balance"), equalTo("0.00"));
  }

  @Test
  void anAccountIsClosedAtZero() {
    String id = openWith("5");
    accepted(withdraw(id, "5"));

    Response response = accepted(close(id));

    JsonNode event = Json.of(response);
    assertThat(response.header("Location"), equalTo("/accounts/" + id + "/events/4"));
    assertThat(response.header("ETag"), equalTo("\"4\""));
    assertThat(event.get("type").asText(), equalTo("AccountClosed"));
    assertThat(Json.written(response, "balance"), equalTo("0.00"));
    assertThat(event.has("amount"), equalTo(false));
    assertThat(account(id).get("status").asText(), equalTo("closed"));
  }

  @Test
  void aClosureAcceptsAnEmptyObject() {
    accepted(post("/accounts/" + open() + "/closure", "{}"));
  }

  @Test
  void anAccountWithMoneyIsNotClosed() {
    String id = openWith("0.01");

    Response response = close(id);

    problem(response, 422, "balance-not-zero");
    assertThat(Json.written(response, "balance"), equalTo("0.01"));
    assertThat(rows().count(id), equalTo(2L));
    assertThat(account(id).get("status").asText(), equalTo("open"));
  }

  @Test
  void aClosedAccountIsReadableButNotWritable() {
    String id = open();
    accepted(close(id));

    problem(credit(id, "1"), 422, "account-closed");
    problem(withdraw(id, "1"), 422, "account-closed");
    problem(close(id), 422, "account-closed");

    assertThat(rows().count(id), equalTo(2L));
    assertThat(version(id), equalTo(2L));
    assertThat(get("/accounts/" + id + "/events").statusCode(), equalTo(200));
    assertThat(
        Json.of(get("/accounts/" + id + "?version=1")).get("status").asText(), equalTo("open"));
  }
}
