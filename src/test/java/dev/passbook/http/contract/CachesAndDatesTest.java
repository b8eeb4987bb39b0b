package dev.passbook.http.contract;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caches never reuse responses about money, and every response has a date. */
@QuarkusTest
class CachesAndDatesTest extends PassbookOverHttp {
  @Test
  void responsesAboutMoneyAreNotStoredOrAreRevalidated() {
    String id = openWith("1");
    String transfer = accepted(transfer(id, open(), "1")).path("id");

    assertThat(ruleOf(get("/accounts/" + id)), equalTo("private, no-cache"));
    assertThat(
        ruleOf(request().header("If-None-Match", "*").get("/accounts/" + id)),
        equalTo("private, no-cache"));
    assertThat(ruleOf(credit(id, "1")), equalTo("private, no-cache"));
    for (String path :
        List.of(
            "/accounts",
            "/accounts/" + id + "/events",
            "/accounts/" + id + "/events/1",
            "/transfers/" + transfer,
            "/accounts/" + someId())) {
      assertThat(path, ruleOf(get(path)), equalTo("no-store"));
    }
    assertThat(ruleOf(withdraw(id, "9")), equalTo("no-store"));
    accepted(withdraw(id, "1"));
    accepted(close(id));
    assertThat(
        ruleOf(request().accept("text/event-stream").get("/accounts/" + id + "/events")),
        equalTo("no-store"));
  }

  private static String ruleOf(Response response) {
    return response.header("Cache-Control");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /accounts",
    "GET, /nothing",
    "GET, //accounts",
    "DELETE, /accounts",
    "GET, /accounts?typo=1",
    "POST, /transfers",
    "OPTIONS, /accounts",
    "GET, /schemas/events/dev.passbook.AccountCreated.v1.json",
    "GET, /q/openapi",
    "GET, /q/metrics",
    "GET, /q/health/live",
    "GET, /q/nothing"
  })
  void everyResponseIsDated(String method, String path) {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    Exchange exchange = RawHttp.send(method, path, List.of(), new byte[0]);

    String date = exchange.header("Date").orElse("");
    assertThat(exchange.toString(), date.length(), equalTo(29));
    assertThat(
        ZonedDateTime.parse(date, RFC_1123_DATE_TIME).toInstant(), greaterThanOrEqualTo(before));
  }

  @Test
  void aStreamIsDatedToo() {
    String id = open();
    accepted(close(id));

    Response events = request().accept("text/event-stream").get("/accounts/" + id + "/events");

    assertThat(events.header("Date").length(), equalTo(29));
  }
}
