package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which numbers are valid amounts. */
@QuarkusTest
class AmountsTest extends PassbookOverHttp {

  /** Returns JSON values that are no amount of euros. */
  static Stream<String> noAmounts() {
    return Stream.of(
        "0",
        "-0",
        "0.00",
        "-0.0",
        "0e5",
        "-1",
        "-0.01",
        "-1e-9",
        "10.005",
        "0.001",
        "1e-3",
        "1e-400",
        "1e-999999999",
        "1000000000000000",
        "1e15",
        "100000000000",
        "99999999999999.99",
        "9999999999999",
        "1e308",
        "1e999999999",
        "9".repeat(16),
        "9".repeat(300),
        "9".repeat(1_500),
        "1" + "0".repeat(15_000),
        "0." + "0".repeat(15_000) + "1",
        "1E+2147483648",
        "1e99999999999999999999",
        "\"10\"",
        "\"\"",
        "\"NaN\"",
        "null",
        "true",
        "[10]",
        "[]",
        "{}",
        "{\"value\":10}");
  }

  /** Returns values that are not even JSON. */
  static Stream<String> noNumbers() {
    return Stream.of(
        "NaN",
        "Infinity",
        "-Infinity",
        "INF",
        "+1",
        "01",
        "-01",
        ".5",
        "1.",
        "0x10",
        "1_000",
        "1,000",
        "1e",
        "10f",
        "10d",
        "ten",
        "--1",
        "1.2.3");
  }

  @ParameterizedTest
  @MethodSource("noAmounts")
  void anInvalidAmountIsNamedAndLeavesNoRow(String number) {
    String id = openWith("50");
    String body = amount(number);

    for (String command : List.of("/credits", "/withdrawals")) {
      JsonNode problem = problem(post("/accounts/" + id + command, body), 400, "invalid-request");
      assertThat(problem.at("/violations/0/field").asText(), equalTo("amount"));
    }
    assertThat(rows().count(id), equalTo(2L));
    assertThat(balance(id), equalTo("50.00"));
  }

  @ParameterizedTest
  @MethodSource("noNumbers")
  void invalidJsonIsRefusedAndLeavesNoRow(String number) {
    String id = openWith("50");

    problem(credit(id, number), 400, "invalid-request");
    problem(withdraw(id, number), 400, "invalid-request");

    assertThat(rows().count(id), equalTo(2L));
  }

  @Test
  void anAmountThatIsMissingIsRefused() {
    String id = open();

    JsonNode problem = problem(post("/accounts/" + id + "/credits", "{}"), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("amount"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "10.0",
        "10.00",
        "1e1",
        "1E1",
        "1E+1",
        "0.1e2",
        "1000e-2",
        "10.000000000000000"
      })
  void oneAmountHasManySpellings(String number) {
    String id = open();

    Response response = accepted(credit(id, number));

    assertThat(Json.written(response, "amount"), equalTo("10.00"));
    assertThat(Json.written(response, "balance"), equalTo("10.00"));
    assertThat(balance(id), equalTo("10.00"));
  }

  @ParameterizedTest
  @CsvSource({
    "EUR, 0.01, 0.01",
    "EUR, 99999999999.99, 99999999999.99",
    "EUR, 99999999999, 99999999999.00",
    "JPY, 1, 1",
    "JPY, 1e12, 1000000000000",
    "JPY, 100.0, 100",
    "JPY, 9999999999999, 9999999999999",
    "BHD, 0.001, 0.001",
    "BHD, 1.5, 1.500",
    "CLF, 0.0001, 0.0001",
    "CLF, 12, 12.0000",
    "USD, 1e2, 100.00"
  })
  void responsesPrintTheCurrencysFractionDigits(String currency, String number, String printed) {
    String id = openIn(currency);

    Response response = accepted(credit(id, number));

    assertThat(Json.written(response, "amount"), equalTo(printed));
    assertThat(Json.written(response, "balance"), equalTo(printed));
    assertThat(balance(id), equalTo(printed));
    assertThat(Json.written(get(response.header("Location")), "amount"), equalTo(printed));
    accepted(withdraw(id, number));
    assertThat(
        balance(id), equalTo(Json.written(get("/accounts/" + id + "?version=1"), "balance")));
  }

  @ParameterizedTest
  @CsvSource({"JPY, 0", "EUR, 0.00", "BHD, 0.000", "CLF, 0.0000"})
  void zeroIsPrintedLikeAnyOtherBalance(String currency, String printed) {
    assertThat(balance(openIn(currency)), equalTo(printed));
  }

  @ParameterizedTest
  @CsvSource({"JPY, 0.5", "JPY, 10.01", "EUR, 0.001", "BHD, 0.0001", "CLF, 0.00001"})
  void anAmountHasNoMoreFractionDigitsThanTheCurrency(String currency, String number) {
    String id = openIn(currency);

    JsonNode problem = problem(credit(id, number), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("amount"));
    assertThat(rows().count(id), equalTo(1L));
  }
}
