package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the statements of an account, month by month. */
@QuarkusTest
class StatementsTest extends PassbookOverHttp {
  private static final byte[] NONE = {};

  /**
   * Opened in January with 60.00, then 10.00 down to 50.00. Nothing in February. In March a hold,
   * and 0.50 more.
   */
  private static String aYoungAccount() {
    String id = someId();
    rows().created(id).at("2026-01-10T08:00:00.000Z").write();
    rows().credited(id, 2, "60", "60").at("2026-01-31T23:59:59.999Z").write();
    rows()
        .withdrawn(id, 3, "10", "50")
        .with("Reference", Rows.text("=1+1, \"twice\""))
        .at("2026-01-31T23:59:59.999Z")
        .write();
    rows()
        .placed(id, 4, "20", "50")
        .and(rows().credited(id, 5, "0.5", "50.5"))
        .at("2026-03-01T00:00:00.000Z")
        .write();
    return "/accounts/" + id + "/statements/";
  }

  private static Response csv(String path) {
    return request().accept("text/csv").get(path);
  }

  private static YearMonth thisMonth() {
    return YearMonth.now(ZoneOffset.UTC);
  }

  @Test
  void aMonthHasItsMovementsBalancesAndTotals() {
    String statements = aYoungAccount();

    Response response = get(statements + "2026-01");

    assertThat(response.asString(), response.statusCode(), equalTo(200));
    assertThat(response.contentType(), equalTo("application/json"));
    String id = statements.split("/")[2];
    assertThat(
        response.asString(),
        equalTo(
            ("{'accountId':'"
                    + id
                    + "','currency':'EUR','from':'2026-01-01T00:00:00.000Z',"
                    + "'to':'2026-02-01T00:00:00.000Z','opening':0.00,'closing':50.00,'lines':["
                    + "{'version':2,'at':'2026-01-31T23:59:59.999Z','type':'BalanceCredited',"
                    + "'amount':60.00,'balance':60.00,'reference':null},"
                    + "{'version':3,'at':'2026-01-31T23:59:59.999Z','type':'BalanceWithdrawn',"
                    + "'amount':-10.00,'balance':50.00,'reference':'=1+1, \\#twice\\#'}],"
                    + "'credits':60.00,'debits':10.00}")
                .replace('\'', '"')
                .replace('#', '"')));
  }

  @Test
  void aMonthWithoutMovementsHasNoLines() {
    JsonNode quiet = Json.of(get(aYoungAccount() + "2026-02"));

    assertThat(quiet.get("opening").decimalValue(), equalTo(quiet.get("closing").decimalValue()));
    assertThat(quiet.get("lines").size(), equalTo(0));
    assertThat(quiet.get("credits").asInt() + quiet.get("debits").asInt(), equalTo(0));
  }

  /** The hold's event is in the month, and the event on its first instant as well. */
  @Test
  void onlyMovementsHaveLines() {
    JsonNode march = Json.of(get(aYoungAccount() + "2026-03"));

    assertThat(march.get("lines").findValuesAsText("version"), equalTo(List.of("5")));
    assertThat(march.get("opening").asText(), equalTo("50.00"));
    assertThat(march.get("closing").asText(), equalTo("50.50"));
  }

  @Test
  void spreadsheetsGetTheSameInRows() {
    String statements = aYoungAccount();

    Response response = csv(statements + "2026-01");

    assertThat(response.contentType(), equalTo("text/csv;charset=UTF-8"));
    assertThat(
        response.header("Content-Disposition"),
        equalTo("attachment; filename=\"statement-" + statements.split("/")[2] + "-2026-01.csv\""));
    assertThat(
        response.asString(),
        equalTo(
            String.join(
                "\r\n",
                "version,at,type,amount,balance,reference",
                "2,2026-01-31T23:59:59.999Z,BalanceCredited,60.00,60.00,",
                "3,2026-01-31T23:59:59.999Z,BalanceWithdrawn,-10.00,50.00,\"'=1+1, \"\"twice\"\"\"",
                "")));
  }

  @Test
  void aReferenceIsNoFormula() {
    String id = open();
    for (String reference : List.of("+1", "-1", "@x", "=x", " =x", "\uff1dx", "1=1", "caf\u00e9")) {
      accepted(
          post(
              "/accounts/" + id + "/credits",
              "{\"amount\":1,\"reference\":\"" + reference + "\"}"));
    }

    String file = csv("/accounts/" + id + "/statements/" + thisMonth()).asString();

    for (String shown :
        List.of("'+1", "'-1", "'@x", "'=x", "' =x", "'\uff1dx", "1=1", "caf\u00e9")) {
      assertThat(file, file.contains("," + shown + "\r\n") || file.contains("\"" + shown + "\""));
    }
  }

  @Test
  void aFinishedMonthHasATagForEachRepresentation() {
    for (String month : List.of("2026-01", "2026-02", "2026-03", "2026-04")) {
      String path = aYoungAccount() + month;
      Response json = get(path);
      Response file = csv(path);

      assertThat(json.header("ETag"), not(equalTo(file.header("ETag"))));
      for (Response response : List.of(json, file)) {
        assertThat(response.header("Cache-Control"), equalTo("private, no-cache"));
        assertThat(response.header("Vary"), equalTo("Accept"));
      }
      assertThat(get(path).header("ETag"), equalTo(json.header("ETag")));
      Response known = request().header("If-None-Match", json.header("ETag")).get(path);
      assertThat(known.statusCode(), equalTo(304));
      assertThat(known.header("ETag"), equalTo(json.header("ETag")));
      assertThat(known.header("Cache-Control"), equalTo("private, no-cache"));
      Response other =
          request().accept("text/csv").header("If-None-Match", json.header("ETag")).get(path);
      assertThat(other.statusCode(), equalTo(200));
    }
  }

  @Test
  void theTagStaysWhenTheAccountMovesOn() {
    String statements = aYoungAccount();
    String tag = get(statements + "2026-03").header("ETag");

    accepted(credit(statements.split("/")[2], "1"));

    assertThat(get(statements + "2026-03").header("ETag"), equalTo(tag));
  }

  @Test
  void thisMonthIsNotFinished() {
    String id = openWith("5");
    String path = "/accounts/" + id + "/statements/" + thisMonth();

    Response first = get(path);
    assertThat(first.header("ETag"), nullValue());
    assertThat(first.header("Cache-Control"), equalTo("no-store"));
    accepted(withdraw(id, "2"));
    JsonNode second = Json.of(request().header("If-None-Match", "*").get(path));

    assertThat(Json.of(first).get("closing").asText(), equalTo("5.00"));
    assertThat(second.get("closing").asText(), equalTo("3.00"));
    assertThat(second.get("opening").asText(), equalTo("0.00"));
    assertThat(second.get("lines").size(), equalTo(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-12",
        "9999-12",
        "2026-13",
        "2026-00",
        "2026-1",
        "2026",
        "x",
        "2026-01-01",
        "26-01",
        "+2026-01",
        "2026-1a",
        "%20026-01",
        "0000-01",
        "2026-01%20"
      })
  void aMonthWithoutTheAccountIsNotFound(String month) {
    problem(get(aYoungAccount() + month), 404, "version-not-found");
    problem(get("/accounts/" + open() + "/statements/" + month), 404, "version-not-found");
  }

  @Test
  void theNextMonthIsStillToCome() {
    String statements = "/accounts/" + open() + "/statements/";

    assertThat(get(statements + thisMonth()).statusCode(), equalTo(200));
    problem(get(statements + thisMonth().plusMonths(2)), 404, "version-not-found");
    problem(get(statements + thisMonth().minusMonths(1)), 404, "version-not-found");
  }

  @Test
  void anUnknownAccountHasNoStatement() {
    problem(get("/accounts/" + someId() + "/statements/2026-01"), 404, "account-not-found");
    problem(get("/accounts/nobody/statements/2026-01"), 404, "account-not-found");
    problem(csv("/accounts/" + someId() + "/statements/2026-01"), 404, "account-not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv, text/csv",
    "TEXT/CSV; charset=utf-8, text/csv",
    "text/*, text/csv",
    "'application/json;q=0.5, text/csv', text/csv",
    "'text/csv;q=0.1, */*;q=0.2', application/json",
    "'text/csv, application/json', application/json",
    "*/*, application/json",
    "'', application/json"
  })
  void acceptDecides(String accept, String type) {
    Exchange exchange =
        verified(
            RawHttp.send("GET", aYoungAccount() + "2026-01", List.of("Accept: " + accept), NONE));

    assertThat(exchange.mediaType(), equalTo(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "text/event-stream", "application/json;q=0", "text/csv;q=0"})
  void whatIsNotOfferedIsNotAcceptable(String accept) {
    protocolProblem(request().accept(accept).get(aYoungAccount() + "2026-01"), 406);
  }

  @Test
  void onlyStatementsAreCsv() {
    String id = open();

    for (String path : List.of("", "/events", "/events/1", "/holds")) {
      protocolProblem(csv("/accounts/" + id + path), 406);
    }
  }

  @Test
  void aHeadHasTheHeadersAlone() {
    String path = aYoungAccount() + "2026-01";

    Response head = request().accept("text/csv").head(path);

    assertThat(head.statusCode(), equalTo(200));
    assertThat(head.header("ETag"), equalTo(csv(path).header("ETag")));
    assertThat(head.header("Content-Type"), equalTo("text/csv;charset=UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void aStatementIsOnlyRead(String method) {
    Response response = bare().request(method, aYoungAccount() + "2026-01");

    protocolProblem(response, 405);
    assertThat(response.header("Allow"), equalTo("GET, HEAD, OPTIONS"));
  }
}
