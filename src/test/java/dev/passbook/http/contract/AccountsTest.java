package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens and reads accounts. */
@QuarkusTest
class AccountsTest extends PassbookOverHttp {

  @Test
  void anAccountIsOpenedWithoutABody() {
    Response response = post("/accounts");

    JsonNode account = Json.of(accepted(response));
    String id = account.get("id").asText();
    assertThat(response.header("Location"), equalTo("/accounts/" + id));
    assertThat(response.header("ETag"), equalTo("\"1\""));
    assertThat(account.get("owner").isNull(), equalTo(true));
    assertThat(account.get("currency").asText(), equalTo("EUR"));
    assertThat(account.get("status").asText(), equalTo("open"));
    assertThat(Json.written(response, "balance"), equalTo("0.00"));
    assertThat(account.get("version").asLong(), equalTo(1L));
    assertThat(account.get("updatedAt"), equalTo(account.get("createdAt")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"owner\":null}", "{\"owner\":null,\"currency\":null}", " {} \n"})
  void nullIsTheSameAsAbsence(String body) {
    JsonNode account = Json.of(accepted(post("/accounts", body)));

    assertThat(account.get("owner").isNull(), equalTo(true));
    assertThat(account.get("currency").asText(), equalTo("EUR"));
  }

  @Test
  void anEmptyBodyOfJsonCountsAsNoBody() {
    accepted(post("/accounts", ""));
  }

  @Test
  void theOwnerIsReturnedUnchanged() {
    String owner = "Ada \\\"Countess\\\" Lovelace – 数学者 😀";
    Response opened = accepted(post("/accounts", "{\"owner\":\"" + owner + "\"}"));

    String id = Json.of(opened).get("id").asText();
    assertThat(account(id).get("owner").asText(), equalTo("Ada \"Countess\" Lovelace – 数学者 😀"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "😀"})
  void anOwnerOf128CodePointsFitsAnd129DoNot(String letter) {
    accepted(post("/accounts", "{\"owner\":\"" + letter.repeat(128) + "\"}"));

    problem(
        post("/accounts", "{\"owner\":\"" + letter.repeat(129) + "\"}"), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\n", "a\\tb", "\\u007f", "\\u0085", "\\ud800", "\\udc00x"})
  void anOwnerHoldsNoControlCharactersAndNoLoneSurrogates(String owner) {
    long before = rows().count();

    JsonNode problem =
        problem(post("/accounts", "{\"owner\":\"" + owner + "\"}"), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("owner"));
    assertThat(rows().count(), equalTo(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "true", "[]", "{}", "1.5"})
  void anOwnerIsText(String owner) {
    problem(post("/accounts", "{\"owner\":" + owner + "}"), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"eur\"", "\"EURO\"", "\"\"", "\"ABC\"", "\"XXX\"", "\"XAU\"", "978", "[]"})
  void aCurrencyIsAnActiveOneOfIso4217(String currency) {
    long before = rows().count();

    JsonNode problem =
        problem(post("/accounts", "{\"currency\":" + currency + "}"), 400, "invalid-request");

    assertThat(problem.at("/violations/0/field").asText(), equalTo("currency"));
    assertThat(rows().count(), equalTo(before));
  }

  @Test
  void allFlawsAreNamedTogether() {
    JsonNode problem =
        problem(
            post("/accounts", "{\"owner\":\"\\n\",\"currency\":\"ABC\"}"), 400, "invalid-request");

    assertThat(problem.get("violations").findValuesAsText("field").size(), equalTo(2));
  }

  @Test
  void anAccountIsReadAsItIsNow() {
    String id = openWith("60");

    Response response = get("/accounts/" + id);

    JsonNode account = Json.of(response);
    assertThat(response.header("ETag"), equalTo("\"2\""));
    assertThat(Json.written(response, "balance"), equalTo("60.00"));
    assertThat(
        account.get("updatedAt").asText(), greaterThanOrEqualTo(account.get("createdAt").asText()));
  }

  @Test
  void anIdInUpperCaseNamesTheSameAccount() {
    String id = openWith("10");
    String shouted = id.toUpperCase(Locale.ROOT);

    Response response = accepted(credit(shouted, "5"));

    assertThat(response.header("Location"), equalTo("/accounts/" + id + "/events/3"));
    assertThat(Json.of(response).get("accountId").asText(), equalTo(id));
    assertThat(account(shouted).get("id").asText(), equalTo(id));
    assertThat(balance(shouted), equalTo("15.00"));
    assertThat(rows().count(id), equalTo(3L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nobody", "1", "0b7e4c1a6a3f4f0e9a552f1d6f7e8c90", "1-1-1-1-1", "%20", "😀"})
  void anIdThatIsNoUuidNamesNoAccount(String id) {
    String path = "/accounts/" + id.replace("😀", "%F0%9F%98%80");

    problem(get(path), 404, "account-not-found");
    problem(get(path + "/events"), 404, "account-not-found");
    problem(get(path + "/events/1"), 404, "account-not-found");
    problem(post(path + "/credits", amount("1")), 404, "account-not-found");
    problem(post(path + "/withdrawals", amount("1")), 404, "account-not-found");
    problem(post(path + "/closure"), 404, "account-not-found");
  }

  @Test
  void anUnusedIdIsNotFoundAndStaysFree() {
    String id = someId();
    long before = rows().count();

    problem(get("/accounts/" + id), 404, "account-not-found");
    problem(get("/accounts/" + id + "?version=1"), 404, "account-not-found");
    problem(get("/accounts/" + id + "?at=2026-01-31T12:00:00Z"), 404, "account-not-found");
    problem(get("/accounts/" + id + "/events"), 404, "account-not-found");
    problem(get("/accounts/" + id + "/events/1"), 404, "account-not-found");
    problem(credit(id, "1"), 404, "account-not-found");
    problem(withdraw(id, "1"), 404, "account-not-found");
    problem(close(id), 404, "account-not-found");
    assertThat(rows().count(), equalTo(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "W/\"2\"", "*", "\"1\", \"2\"", "\"x\",W/\"2\""})
  void aClientThatHasThisVersionGetsNoBody(String tags) {
    String id = openWith("1");

    Response response = request().header("If-None-Match", tags).get("/accounts/" + id);

    assertThat(response.statusCode(), equalTo(304));
    assertThat(response.header("ETag"), equalTo("\"2\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "\"3\"", "\"1\", \"3\"", "W/\"1\"", "\"\""})
  void aClientThatHasAnotherVersionGetsTheAccount(String tags) {
    String id = openWith("1");

    Response response = request().header("If-None-Match", tags).get("/accounts/" + id);

    assertThat(response.statusCode(), equalTo(200));
    assertThat(response.header("ETag"), equalTo("\"2\""));
  }

  @Test
  void headRespondsLikeGetWithoutTheBody() {
    String id = openWith("1");

    Response account = request().head("/accounts/" + id);
    assertThat(account.statusCode(), equalTo(200));
    assertThat(account.header("ETag"), equalTo("\"2\""));
    assertThat(account.asString(), emptyString());
    assertThat(request().head("/accounts/" + id + "/events").statusCode(), equalTo(200));
    assertThat(request().head("/accounts/" + id + "/events/1").statusCode(), equalTo(200));
    assertThat(request().head("/accounts/" + someId()).statusCode(), equalTo(404));
  }

  @Test
  void twoAccountsAreIndependent() {
    assertThat(open(), not(equalTo(open())));
  }
}
