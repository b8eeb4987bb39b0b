package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A transfer moves money between two accounts: both legs happen, or neither. */
@QuarkusTest
class TransfersTest extends PassbookOverHttp {

  @Test
  void aTransferIsAWithdrawalAndACreditThatNameIt() {
    String from = openWith("60");
    String to = open();

    Response response =
        accepted(
            post(
                "/transfers", transferOf(from, to, "5").replace("}", ",\"reference\":\"Lunch\"}")));

    JsonNode transfer = Json.of(response);
    String id = transfer.get("id").asText();
    assertThat(id, equalTo(from + "-3"));
    assertThat(response.header("Location"), equalTo("/transfers/" + id));
    assertThat(Json.written(response, "amount"), equalTo("5.00"));
    assertThat(transfer.get("currency").asText(), equalTo("EUR"));
    assertThat(transfer.get("reference").asText(), equalTo("Lunch"));
    assertThat(transfer.get("from").asText(), equalTo(from));
    assertThat(transfer.get("to").asText(), equalTo(to));
    assertLeg(from, transfer.get("fromVersion").asLong(), "BalanceWithdrawn", "55.00", transfer);
    assertLeg(to, transfer.get("toVersion").asLong(), "BalanceCredited", "5.00", transfer);
    assertThat(Json.of(get("/transfers/" + id)), equalTo(transfer));
  }

  private static void assertLeg(
      String account, long version, String type, String balance, JsonNode transfer) {
    Response response = get("/accounts/" + account + "/events/" + version);
    JsonNode leg = Json.of(response);
    assertThat(leg.get("type").asText(), equalTo(type));
    assertThat(leg.get("transferId"), equalTo(transfer.get("id")));
    assertThat(leg.get("reference"), equalTo(transfer.get("reference")));
    assertThat(leg.get("at"), equalTo(transfer.get("at")));
    assertThat(Json.written(response, "amount"), equalTo("5.00"));
    assertThat(Json.written(response, "balance"), equalTo(balance));
    assertThat(balance(account), equalTo(balance));
    assertThat(
        Json.of(get("/accounts/" + account + "/events")).get("events").path((int) version - 1),
        equalTo(leg));
  }

  @Test
  void aTransferWithoutAReferenceHasANullReference() {
    Response response = accepted(transfer(openWith("1"), open(), "1"));

    assertThat(Json.of(response).get("reference").isNull(), equalTo(true));
    assertThat(Json.of(get(response.header("Location"))).get("reference").isNull(), equalTo(true));
  }

  @Test
  void anIdInUpperCaseNamesTheSameAccount() {
    String from = openWith("1");
    String to = open();

    Response response = accepted(transfer(from.toUpperCase(Locale.ROOT), to, "1"));

    assertThat(Json.of(response).get("from").asText(), equalTo(from));
    problem(transfer(from.toUpperCase(Locale.ROOT), from, "1"), 400, "invalid-request");
  }

  @Test
  void anOverdraftIsNotTransferred() {
    String from = openWith("5");
    String to = open();

    Response response = transfer(from, to, "5.01");

    problem(response, 422, "insufficient-funds");
    assertThat(Json.written(response, "balance"), equalTo("5.00"));
    assertThat(Json.written(response, "amount"), equalTo("5.01"));
    assertUntouched(from, 2, to, 1);
  }

  @Test
  void aTransferBetweenTwoCurrenciesIsRefused() {
    String from = openWith("5");
    String to = openIn("USD");

    problem(transfer(from, to, "1"), 422, "currency-mismatch");

    assertUntouched(from, 2, to, 1);
  }

  @Test
  void aClosedAccountIsNeitherPayerNorPayee() {
    String open = openWith("5");
    String closed = open();
    accepted(close(closed));

    problem(transfer(open, closed, "1"), 422, "account-closed");
    problem(transfer(closed, open, "1"), 422, "account-closed");

    assertUntouched(open, 2, closed, 2);
  }

  @Test
  void thePayeesBalanceHasALimitToo() {
    String from = openWith("1");
    String to = someId();
    rows().history(to, "9999999999999.99");

    problem(transfer(from, to, "1"), 422, "balance-limit");

    assertUntouched(from, 2, to, 2);
  }

  @Test
  void bothAccountsHaveToExist() {
    String id = openWith("5");
    long before = rows().count();

    problem(transfer(id, someId(), "1"), 404, "account-not-found");
    problem(transfer(someId(), id, "1"), 404, "account-not-found");
    problem(transfer(someId(), someId(), "1"), 404, "account-not-found");
    problem(transfer(id, "nobody", "1"), 404, "account-not-found");
    problem(transfer("nobody", id, "1"), 404, "account-not-found");

    assertThat(rows().count(), equalTo(before));
  }

  @Test
  void anAccountCannotTransferToItself() {
    String id = openWith("5");

    problem(transfer(id, id, "1"), 400, "invalid-request");

    assertThat(rows().count(id), equalTo(2L));
  }

  @ParameterizedTest
  @MethodSource("dev.passbook.http.contract.AmountsTest#noAmounts")
  void anInvalidAmountIsNotTransferred(String number) {
    String from = openWith("5");
    String to = open();

    JsonNode problem = problem(transfer(from, to, number), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("amount"));
    assertUntouched(from, 2, to, 1);
  }

  @Test
  void anAmountFitsTheCurrency() {
    String from = openIn("JPY");
    accepted(credit(from, "100"));
    String to = openIn("JPY");

    problem(transfer(from, to, "0.5"), 400, "invalid-request");

    assertThat(Json.written(accepted(transfer(from, to, "40.0")), "amount"), equalTo("40"));
  }

  static Stream<String> incomplete() {
    return Stream.of(
        "{}",
        "{\"from\":\"FROM\",\"to\":\"TO\"}",
        "{\"from\":\"FROM\",\"amount\":1}",
        "{\"to\":\"TO\",\"amount\":1}",
        "{\"from\":null,\"to\":\"TO\",\"amount\":1}",
        "{\"from\":1,\"to\":\"TO\",\"amount\":1}",
        "{\"from\":[\"FROM\"],\"to\":\"TO\",\"amount\":1}",
        "{\"from\":\"FROM\",\"to\":\"TO\",\"amount\":1,\"fee\":1}",
        "{\"from\":\"FROM\",\"to\":\"TO\",\"to\":\"TO\",\"amount\":1}",
        "{\"from\":\"FROM\",\"to\":\"TO\",\"amount\":1,\"reference\":\"\\n\"}",
        "[]");
  }

  @ParameterizedTest
  @MethodSource("incomplete")
  void aBodyOutsideTheSchemaIsRefused(String body) {
    String from = openWith("5");
    String to = open();

    problem(
        post("/transfers", body.replace("FROM", from).replace("TO", to)), 400, "invalid-request");

    assertUntouched(from, 2, to, 1);
  }

  @Test
  void aTransferRequiresABody() {
    problem(post("/transfers", ""), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "-1", "%20", "0b7e4c1a-6a3f-4f0e-9a55-2f1d6f7e8c90"})
  void anUnknownTransferIdIsNotFound(String id) {
    problem(get("/transfers/" + id), 404, "transfer-not-found");
  }

  @Test
  void onlyATransfersFirstLegIsFound() {
    String from = openWith("5");
    String to = open();
    accepted(withdraw(from, "1"));
    String transfer = Json.of(accepted(transfer(from, to, "1"))).get("id").asText();

    problem(get("/transfers/" + from + "-1"), 404, "transfer-not-found");
    problem(get("/transfers/" + from + "-3"), 404, "transfer-not-found");
    problem(get("/transfers/" + to + "-2"), 404, "transfer-not-found");
    problem(get("/transfers/" + from + "-0"), 404, "transfer-not-found");
    problem(get("/transfers/" + from + "-99"), 404, "transfer-not-found");
    problem(get("/transfers/" + from + "-99999999999999999999"), 404, "transfer-not-found");
    assertThat(get("/transfers/" + transfer).statusCode(), equalTo(200));
  }

  @Test
  void concurrentOppositeTransfersConserveTheMoneyAndNeverFail() {
    String one = openWith("100");
    String two = openWith("100");

    List<Response> responses =
        Concurrently.run(
            10, 60, number -> number % 2 == 0 ? transfer(one, two, "1") : transfer(two, one, "1"));

    responses.forEach(PassbookOverHttp::accepted);
    assertThat(balance(one), equalTo("100.00"));
    assertThat(balance(two), equalTo("100.00"));
    assertThat(version(one), equalTo(62L));
    assertThat(version(two), equalTo(62L));
  }

  @Test
  void transfersAndOtherWritesRunConcurrently() {
    String one = openWith("100");
    String two = open();

    Concurrently.run(
        10,
        60,
        number ->
            switch (number % 3) {
              case 0 -> accepted(transfer(one, two, "1"));
              case 1 -> accepted(credit(one, "1"));
              default -> accepted(credit(two, "1"));
            });

    assertThat(balance(one), equalTo("100.00"));
    assertThat(balance(two), equalTo("40.00"));
  }

  private void assertUntouched(String from, long fromRows, String to, long toRows) {
    assertThat(rows().count(from), equalTo(fromRows));
    assertThat(rows().count(to), equalTo(toRows));
  }
}
