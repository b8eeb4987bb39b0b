package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** Reads an account's rows as the table holds them. */
@QuarkusTest
class AccountRowsTest extends PassbookOverHttp {

  private static String rowsOf(String id) {
    return "/accounts/" + id + "/rows";
  }

  private static JsonNode page(String path) {
    Response response = get(path);
    assertThat(response.asString(), response.statusCode(), equalTo(200));
    return Json.of(response);
  }

  @Test
  void theNewestRowComesFirst() {
    String id = openWith("10");

    JsonNode page = page(rowsOf(id));

    assertThat(page.get("accountId").asText(), equalTo(id));
    assertThat(page.get("rows").findValuesAsText("version"), contains("2", "2", "1", "1"));
    assertThat(page.get("next").isNull(), equalTo(true));
    assertThat(page.get("publication").isNull(), equalTo(true));
  }

  @Test
  void aRowShowsItsEventsItsSizeAndItsItem() {
    String id = openWith("10");

    JsonNode row = page(rowsOf(id)).at("/rows/0");

    JsonNode event = row.at("/events/0");
    assertThat(event.get("type").asText(), equalTo("BalanceCredited"));
    assertThat(event.get("commandId").asText().length(), equalTo(36));
    assertThat(row.get("at"), equalTo(event.get("at")));
    assertThat(row.get("writeUnits").asLong(), equalTo(1L));
    assertThat(row.at("/item/Version/N").asText(), equalTo("2"));
    assertThat(row.at("/item/StreamId/S").asText(), equalTo("account-" + id));
    assertThat(row.get("snapshot"), nullValue());
  }
}
