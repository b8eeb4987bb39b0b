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

/** Reads earlier states of an account. */
@QuarkusTest
class TimeTravelTest extends PassbookOverHttp {

  /**
   * Opens an account at noon and credits 1 every second. Version n has the balance n − 1 since
   * second n − 1.
   */
  private String aCreditEverySecond(int versions) {
    String id = someId();
    rows().created(id).write();
    for (int version = 2; version <= versions; version++) {
      String balance = String.valueOf(version - 1);
      Rows.Row row = rows().credited(id, version, "1", balance).at(second(version - 1));
      if (version % 10 == 0) {
        row.snapshot(2, balance);
      }
      row.write();
    }
    return id;
  }

  private static String second(int second) {
    return "2026-01-31T12:00:%02d.000Z".formatted(second);
  }

  @Test
  void everyVersionCanBeRead() {
    String id = aCreditEverySecond(25);

    for (int version = 1; version <= 25; version++) {
      Response response = get("/accounts/" + id + "?version=" + version);

      JsonNode account = Json.of(response);
      assertThat(response.header("ETag"), equalTo("\"" + version + "\""));
      assertThat(account.get("version").asInt(), equalTo(version));
      assertThat(Json.written(response, "balance"), equalTo((version - 1) + ".00"));
      assertThat(account.get("createdAt").asText(), equalTo(second(0)));
      assertThat(account.get("updatedAt").asText(), equalTo(second(version - 1)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "26", "9999999999", "99999999999999999999"})
  void aVersionThatDoesNotExistIsNotFound(String version) {
    String id = aCreditEverySecond(25);

    problem(get("/accounts/" + id + "?version=" + version), 404, "version-not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 1",
    "2026-01-31T12:00:00.999Z, 1",
    "2026-01-31T12:00:01Z, 2",
    "2026-01-31T12:00:01.000000000Z, 2",
    "2026-01-31T12:00:11.5Z, 12",
    "2026-01-31T12:00:23.999999999Z, 24",
    "2026-01-31T12:00:24Z, 25",
    "2026-01-31T13:00:05%2B01:00, 6",
    "2026-01-31T07:00:05-05:00, 6",
    "9999-12-31T23:59:59Z, 25"
  })
  void anInstantShowsTheLastVersionUntilThen(String at, int version) {
    String id = aCreditEverySecond(25);

    Response response = get("/accounts/" + id + "?at=" + at);

    assertThat(response.asString(), response.statusCode(), equalTo(200));
    assertThat(Json.of(response).get("version").asInt(), equalTo(version));
    assertThat(response.header("ETag"), equalTo("\"" + version + "\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-01-31T11:59:59.999Z", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z"})
  void beforeItsOpeningAnAccountIsNotFound(String at) {
    String id = aCreditEverySecond(2);

    problem(get("/accounts/" + id + "?at=" + at), 404, "version-not-found");
  }

  @Test
  void severalEventsInOneMillisecondShowTheLastOfThem() {
    String id = someId();
    rows().created(id).write();
    rows().credited(id, 2, "1", "1").write();
    rows().credited(id, 3, "1", "2").write();

    Response response = get("/accounts/" + id + "?at=" + second(0));

    assertThat(Json.of(response).get("version").asInt(), equalTo(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version=one",
        "version=1.0",
        "version=",
        "at=yesterday",
        "at=",
        "at=2026-01-31",
        "at=2026-01-31T12:00:00",
        "at=2026-13-31T12:00:00Z",
        "at=1769860800"
      })
  void anInvalidQueryIsRefusedAndNamed(String query) {
    JsonNode problem = problem(get("/accounts/" + open() + "?" + query), 400, "invalid-request");

    assertThat(
        problem.at("/violations/0/field").asText(),
        equalTo(query.substring(0, query.indexOf('='))));
  }

  @Test
  void aVersionAndAnInstantExcludeEachOther() {
    String path = "/accounts/" + open() + "?version=1&at=2026-01-31T12:00:00Z";

    problem(get(path), 400, "invalid-request");
  }

  @Test
  void anOldVersionCanBeCachedToo() {
    String id = openWith("1");

    Response response =
        request().header("If-None-Match", "\"1\"").get("/accounts/" + id + "?version=1");

    assertThat(response.statusCode(), equalTo(304));
    assertThat(response.header("ETag"), equalTo("\"1\""));
  }
}
