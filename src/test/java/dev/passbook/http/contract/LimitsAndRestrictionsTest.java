package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lets accounts be overdrawn, and stops their debits or credits. */
@QuarkusTest
class LimitsAndRestrictionsTest extends HoldRequests {

  @Test
  void aBalanceFallsToTheOverdraftAndNoFurther() {
    String id = openWith("50");

    Response limited = set(limit(id, "500"));

    assertThat(limited.header("ETag"), equalTo("\"3\""));
    assertThat(limited.header("Location"), nullValue());
    assertThat(Json.written(limited, "overdraft"), equalTo("500.00"));
    assertThat(Json.written(limited, "available"), equalTo("550.00"));
    assertThat(Json.of(limited), equalTo(account(id)));
    Response withdrawn = accepted(withdraw(id, "170"));
    assertThat(Json.written(withdrawn, "balance"), equalTo("-120.00"));
    held(id, "300");
    assertSums(id, "-120.00", "300.00", "80.00");
    Response refused = withdraw(id, "80.01");
    problem(refused, 422, "insufficient-funds");
    assertThat(Json.written(refused, "balance"), equalTo("-120.00"));
    assertThat(Json.written(refused, "available"), equalTo("80.00"));
    accepted(transfer(id, open(), "80"));
    assertSums(id, "-200.00", "300.00", "0.00");
    problem(close(id), 422, "holds-outstanding");
  }

  @Test
  void aLimitIsAnEvent() {
    String id = openWith("50");
    set(limit(id, "12.5"));

    Response event = get("/accounts/" + id + "/events/3");

    assertThat(Json.of(event).get("type").asText(), equalTo("AccountLimited"));
    assertThat(Json.written(event, "overdraft"), equalTo("12.50"));
    assertThat(Json.written(event, "balance"), equalTo("50.00"));
    assertThat(Json.of(event).has("amount"), equalTo(false));
  }

  @Test
  void settingWhatIsSoAlreadyIsNoEvent() {
    String id = openWith("50");
    set(limit(id, "12.5"));
    set(restrict(id, true, false));

    assertThat(set(limit(id, "12.50")).header("ETag"), equalTo("\"4\""));
    assertThat(set(restrict(id, true, false)).header("ETag"), equalTo("\"4\""));
    assertThat(rows().count(id), equalTo(4L));
    set(limit(id, "0"));
    set(restrict(id, false, false));
    assertThat(version(id), equalTo(6L));
  }

  @Test
  void whatIsInUseIsNotTakenAway() {
    String id = openWith("50");
    set(limit(id, "500"));
    accepted(withdraw(id, "80"));
    held(id, "70");

    Response refused = limit(id, "99.99");

    problem(refused, 422, "limit-below-use");
    assertThat(Json.written(refused, "used"), equalTo("100.00"));
    set(limit(id, "100"));
    assertSums(id, "-30.00", "70.00", "0.00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "-0.01", "0.001", "\"500\"", "null", "true", "{}", "1e20", "100000000000"})
  void whatIsNoOverdraftIsRefused(String overdraft) {
    String id = openWith("50");

    JsonNode problem = problem(limit(id, overdraft), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("overdraft"));
    assertThat(rows().count(id), equalTo(2L));
  }

  @ParameterizedTest
  @CsvSource({"JPY, 0.5, 1e3, 1000", "BHD, 0.0005, 0.005, 0.005", "EUR, 0.005, 0.5, 0.50"})
  void theCurrencySaysHowFineALimitMayBe(String currency, String fine, String limit, String text) {
    String id = openIn(currency);

    JsonNode problem = problem(limit(id, fine), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("overdraft"));
    assertThat(Json.written(set(limit(id, limit)), "overdraft"), equalTo(text));
  }

  @Test
  void everyMemberOfASettingIsRequired() {
    String account = "/accounts/" + openWith("50");

    for (String body : List.of("{}", "{\"overdraft\":0,\"credit\":1}", "[]", "null", "{")) {
      problem(put(account + "/limits", body), 400, "invalid-request");
    }
    for (String body :
        List.of(
            "{}",
            "{\"debits\":true}",
            "{\"credits\":true,\"reason\":\"x\"}",
            "{\"debits\":\"true\",\"credits\":false}",
            "{\"debits\":1,\"credits\":0}",
            "{\"debits\":null,\"credits\":false}",
            "{\"debits\":true,\"credits\":true,\"all\":true}",
            "{\"debits\":true,\"credits\":true,\"reason\":1}",
            "{\"debits\":true,\"credits\":true,\"reason\":\"" + "r".repeat(141) + "\"}")) {
      problem(put(account + "/restrictions", body), 400, "invalid-request");
    }
    for (String body :
        List.of("{}", "{\"subject\":null}", "{\"subject\":\"\"}", "{\"subject\":1}")) {
      problem(put(account + "/holder", body), 400, "invalid-request");
    }
    for (String part : List.of("/limits", "/restrictions", "/holder")) {
      problem(bare().put(account + part), 400, "invalid-request");
      protocolProblem(request().contentType("text/plain").body("x").put(account + part), 415);
      protocolProblem(request().get(account + part), 405);
      protocolProblem(post(account + part, "{}"), 405);
    }
    assertThat(
        account(account.substring("/accounts/".length())).get("version").asLong(), equalTo(2L));
  }

  @Test
  void restrictedDebitsStopWhatTakesMoneyOrTheAccount() {
    String id = openWith("50");
    String other = openWith("50");
    String hold = held(id, "10");
    String second = held(id, "10");
    set(restrict(id, true, false));

    for (Response refused :
        List.of(withdraw(id, "1"), transfer(id, other, "1"), hold(id, "1"), close(id))) {
      JsonNode problem = problem(refused, 422, "account-restricted");
      assertThat(problem.get("restricted").asText(), equalTo("debits"));
    }
    accepted(capture(id, hold, "10"));
    accepted(release(second));
    accepted(credit(id, "1"));
    accepted(transfer(other, id, "1"));
    assertSums(id, "42.00", "0.00", "42.00");
    set(restrict(id, false, false));
    accepted(withdraw(id, "42"));
  }

  @Test
  void restrictedCreditsStopWhatBringsMoney() {
    String id = openWith("50");
    String other = openWith("50");
    set(restrict(id, false, true));

    for (Response refused : List.of(credit(id, "1"), transfer(other, id, "1"))) {
      JsonNode problem = problem(refused, 422, "account-restricted");
      assertThat(problem.get("restricted").asText(), equalTo("credits"));
    }
    accepted(withdraw(id, "1"));
    accepted(transfer(id, other, "49"));
    assertSums(other, "99.00", "0.00", "99.00");
    accepted(close(id));
  }

  @Test
  void aRestrictionIsAnEventWithItsReason() {
    String id = open();
    Response restricted =
        set(
            put(
                "/accounts/" + id + "/restrictions",
                "{\"debits\":true,\"credits\":true,\"reason\":\"Court order\"}"));

    JsonNode shown = Json.parse("{\"debits\":true,\"credits\":true,\"reason\":\"Court order\"}");
    assertThat(Json.of(restricted).get("restrictions"), equalTo(shown));
    JsonNode event = Json.of(get("/accounts/" + id + "/events/2"));
    assertThat(event.get("type").asText(), equalTo("AccountRestricted"));
    assertThat(event.get("restrictions"), equalTo(shown));
    set(restrict(id, true, true));
    assertThat("another reason is another event", version(id), equalTo(3L));
    assertThat(account(id).at("/restrictions/reason").isNull(), equalTo(true));
  }

  @Test
  void aSettingIsConditional() {
    String id = open();
    String body = "{\"overdraft\":5}";

    problem(ifMatch(id, "\"2\"", body), 412, "version-mismatch");
    problem(ifMatch(id, "1", body), 400, "invalid-request");
    set(ifMatch(id, "\"1\"", body));
    problem(ifMatch(id, "\"1\"", body), 412, "version-mismatch");
  }

  private static Response ifMatch(String id, String tag, String body) {
    return request()
        .header("If-Match", tag)
        .contentType("application/json")
        .body(body)
        .put("/accounts/" + id + "/limits");
  }

  @Test
  void aKeyMeansNothingToAPut() {
    String id = open();
    long before = rows().count();

    for (String overdraft : List.of("5", "6", "5")) {
      Response response =
          request()
              .header("Idempotency-Key", "k")
              .contentType("application/json")
              .body("{\"overdraft\":" + overdraft + "}")
              .put("/accounts/" + id + "/limits");
      assertThat(set(response).header("Idempotency-Replayed"), nullValue());
    }
    assertThat(Json.written(get("/accounts/" + id), "overdraft"), equalTo("5.00"));
    assertThat("no marker", rows().count(), equalTo(before + 3));
  }

  @Test
  void theFirstReasonInOrderIsAnswered() {
    String id = openWith("50");
    String hold = held(id, "10");
    String usd = openIn("USD");
    set(restrict(id, true, true));

    problem(hold(id, "1000"), 422, "account-restricted");
    problem(withdraw(id, "1000"), 422, "account-restricted");
    problem(close(id), 422, "account-restricted");
    problem(transfer(id, usd, "1000"), 422, "currency-mismatch");
    problem(capture(id, hold, "1000"), 422, "hold-exceeded");
    set(restrict(id, false, true));
    problem(close(id), 422, "holds-outstanding");
    accepted(capture(id, hold, "10"));
    problem(close(id), 422, "balance-not-zero");
    accepted(withdraw(id, "40"));
    accepted(close(id));
    for (Response refused :
        List.of(
            credit(id, "1"),
            withdraw(id, "1"),
            hold(id, "1"),
            capture(id, hold, "1"),
            limit(id, "1"),
            limit(id, "0"),
            restrict(id, true, true),
            restrict(id, false, true))) {
      problem(refused, 422, "account-closed");
    }
  }

  @Test
  void aMissingAccountHasNoSettings() {
    for (String id : List.of(someId(), "x")) {
      problem(limit(id, "1"), 404, "account-not-found");
      problem(restrict(id, true, true), 404, "account-not-found");
      problem(
          put("/accounts/" + id + "/holder", "{\"subject\":\"bob\"}"), 404, "account-not-found");
    }
  }
}
