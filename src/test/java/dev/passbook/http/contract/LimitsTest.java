package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the number of digits in a balance and an amount, counted in the minor unit. */
@QuarkusTest
class LimitsTest extends PassbookOverHttp {

  @ParameterizedTest
  @CsvSource({
    "EUR, 99999999999.99, 100000000000",
    "JPY, 9999999999999, 10000000000000",
    "BHD, 9999999999.999, 10000000000",
    "CLF, 999999999.9999, 1e9",
    "UYW, 999999999.9999, 1e9",
    "VED, 99999999999.99, 1e11"
  })
  void anAmountHasAtMost13Digits(String currency, String most, String more) {
    String id = openIn(currency);
    accepted(credit(id, most));

    for (String command : new String[] {"/credits", "/withdrawals"}) {
      JsonNode problem =
          problem(post("/accounts/" + id + command, amount(more)), 400, "invalid-request");
      assertThat(problem.at("/violations/0/field").asText(), equalTo("amount"));
      assertThat(problem.has("balance"), equalTo(false));
    }

    accepted(withdraw(id, most));
    assertThat(rows().count(id), equalTo(3L));
  }

  @Test
  void aTransferHasTheSameLimit() {
    String from = openWith("99999999999.99");
    String to = openWith("1");
    accepted(credit(from, "99999999999.99"));

    problem(transfer(from, to, "100000000000"), 400, "invalid-request");
    accepted(transfer(from, to, "99999999999.99"));

    assertThat(balance(to), equalTo("100000000000.99"));
  }

  @Test
  void anAmountThatIsTooLongLeavesItsKeyFree() {
    String id = open();
    long before = rows().count();

    problem(keyed(id, "100000000000"), 400, "invalid-request");
    assertThat(rows().count(), equalTo(before));
    accepted(keyed(id, "1"));
  }

  private static Response keyed(String id, String number) {
    return request()
        .header("Idempotency-Key", id)
        .contentType("application/json")
        .body(amount(number))
        .post("/accounts/" + id + "/credits");
  }

  /** The amount is checked after existence and the expected version, and before the rules. */
  @Test
  void anAmountThatIsTooLongIsReportedInOrder() {
    String id = open();
    accepted(close(id));

    problem(credit(someId(), "100000000000"), 404, "account-not-found");
    problem(
        request()
            .header("If-Match", "\"1\"")
            .contentType("application/json")
            .body(amount("100000000000"))
            .post("/accounts/" + id + "/credits"),
        412,
        "version-mismatch");
    problem(credit(id, "100000000000"), 400, "invalid-request");
  }

  @Test
  void aBalanceHasAtMost15Digits() {
    String id = someId();
    rows().history(id, "9999999999999.98");

    problem(credit(id, "0.02"), 422, "balance-limit");
    Response most = accepted(credit(id, "0.01"));

    assertThat(Json.written(most, "balance"), equalTo("9999999999999.99"));
    problem(credit(id, "0.01"), 422, "balance-limit");
    accepted(withdraw(id, "99999999999.99"));
  }

  /** Earlier releases counted the digits of a number as written. */
  @ParameterizedTest
  @ValueSource(strings = {"999999999999999.00", "10000000000000.00"})
  void aBalanceAboveTodaysLimitIsReadableAndCanOnlyShrink(String balance) {
    String id = someId();
    rows().history(id, balance);

    assertThat(balance(id), equalTo(balance));
    assertThat(Json.written(get("/accounts/" + id + "/events/2"), "amount"), equalTo(balance));
    problem(credit(id, "0.01"), 422, "balance-limit");
    problem(transfer(openWith("1"), id, "0.01"), 422, "balance-limit");
    accepted(withdraw(id, "0.01"));
    accepted(transfer(id, open(), "99999999999.99"));
    problem(close(id), 422, "balance-not-zero");
  }
}
