package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyIterable;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.eventstore.dynamodb.ItemSize;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads an account's rows as the table holds them. */
@QuarkusTest
class AccountRowsTest extends PassbookOverHttp {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

  static String rowsOf(String id) {
    return "/accounts/" + id + "/rows";
  }

  static JsonNode page(String path) {
    Response response = get(path);
    assertThat(response.asString(), response.statusCode(), equalTo(200));
    assertThat(response.header("Cache-Control"), equalTo("no-store"));
    return Json.of(response);
  }

  private static JsonNode newest(String id) {
    return page(rowsOf(id)).at("/rows/0");
  }

  private static List<Long> versions(JsonNode page) {
    return StreamSupport.stream(page.get("rows").spliterator(), false)
        .map(row -> row.get("version").asLong())
        .toList();
  }

  private static List<List<Long>> walk(String first) {
    List<List<Long>> pages = new ArrayList<>();
    for (String url = first; url != null; ) {
      Response response = get(url);
      JsonNode next = Json.of(response).get("next");
      pages.add(versions(Json.of(response)));
      url = next.textValue();
      assertThat(
          response.header("Link"), equalTo(url == null ? null : "<" + url + ">; rel=\"next\""));
    }
    return pages;
  }

  @Test
  void theNewestRowComesFirst() {
    String id = openWith("10");

    JsonNode page = page(rowsOf(id));

    assertThat(page.get("accountId").asText(), equalTo(id));
    assertThat(versions(page), contains(2L, 1L));
    assertThat(page.get("next").isNull(), equalTo(true));
  }

  @Test
  void aRowShowsItsEventsAndItsItem() {
    String id = openWith("10");

    JsonNode row = newest(id);

    JsonNode event = row.at("/events/0");
    assertThat(row.get("events").size(), equalTo(1));
    assertThat(event.get("type").asText(), equalTo("BalanceCredited"));
    assertThat(event.get("commandId"), equalTo(row.at("/item/Events/L/0/M/CommandId/S")));
    assertThat(row.get("at"), equalTo(event.get("at")));
    assertThat(row.at("/item/Version/N").asText(), equalTo("2"));
    assertThat(row.at("/item/StreamId/S").asText(), equalTo("account-" + id));
    assertThat(row.get("snapshot"), nullValue());
    assertThat(row.get("chain").asText(), matchesPattern("[0-9a-f]{64}"));
    assertThat(row.get("traceparent"), nullValue());
  }

  @Test
  void aRowsSizeAndPriceAreThoseOfItsItem() {
    String id = openWith("10");
    rows().credited(id, 3, "1", "11").padded(2000).write();

    JsonNode page = page(rowsOf(id));

    List<Map<String, AttributeValue>> stored = rows().of(id);
    for (int i = 0; i < 3; i++) {
      long bytes = ItemSize.of(stored.get(2 - i));
      assertThat(page.at("/rows/" + i + "/bytes").asLong(), equalTo(bytes));
    }
    assertThat(page.at("/rows/0/writeUnits").asLong(), equalTo(3L));
    assertThat(page.at("/rows/1/writeUnits").asLong(), equalTo(1L));
  }

  @Test
  void theRowsOfATransferAndOfAReversalCostTwiceAsMuch() {
    String from = openWith("10");
    String to = open();
    accepted(withdraw(from, "1"));
    accepted(post("/accounts/" + from + "/events/3/reversal"));
    accepted(transfer(from, to, "5"));

    assertThat(writeUnits(from), contains(2L, 2L, 1L, 1L, 1L));
    assertThat(writeUnits(to), contains(2L, 1L));
  }

  private static List<Long> writeUnits(String id) {
    return StreamSupport.stream(page(rowsOf(id)).get("rows").spliterator(), false)
        .map(row -> row.get("writeUnits").asLong())
        .toList();
  }

  @Test
  void aSnapshotShowsTheStateWithAllDigitsOfItsMoney() {
    String id = open();
    IntStream.range(1, 10).forEach(number -> accepted(credit(id, "1.5")));

    Response page = get(rowsOf(id) + "?limit=1");

    JsonNode snapshot = Json.of(page).at("/rows/0/snapshot");
    assertThat(snapshot.get("schema").asInt(), equalTo(3));
    assertThat(snapshot.get("status").asText(), equalTo("open"));
    assertThat(snapshot.get("currency").asText(), equalTo("EUR"));
    assertThat(snapshot.get("balance").decimalValue().toPlainString(), equalTo("13.50"));
    assertThat(snapshot.get("createdAt"), equalTo(account(id).get("createdAt")));
  }

  @Test
  void aSnapshotShowsAWithdrawnCurrencyAndTheHoldsInHex() {
    String id = someId();
    rows().created(id).snapshot(3, "7").write();
    Map<String, AttributeValue> row = new HashMap<>(rows().of(id).get(0));
    Map<String, AttributeValue> snapshot = new HashMap<>(row.get("Snapshot").m());
    snapshot.put("Currency", Rows.text("HRK"));
    snapshot.put("Holds", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 16, -1})));
    row.put("Snapshot", AttributeValue.fromM(snapshot));
    rows().put(row);

    JsonNode shown = newest(id).get("snapshot");

    assertThat(shown.get("balance").decimalValue().toPlainString(), equalTo("7.00"));
    assertThat(shown.get("holds").asText(), equalTo("0010ff"));
  }

  @Test
  void aRowShowsItsTraceContextAndItsChain() {
    String id = open();
    accepted(bare().header("traceparent", TRACE).post("/accounts/" + id + "/closure"));
    byte[] chain = new byte[32];
    chain[31] = -1;
    rows().of(id).stream()
        .map(HashMap::new)
        .forEach(
            row -> {
              row.put("Chain", AttributeValue.fromB(SdkBytes.fromByteArray(chain)));
              rows().put(row);
            });

    JsonNode row = newest(id);

    assertThat(row.get("traceparent").asText(), equalTo(TRACE));
    assertThat(row.get("chain").asText(), equalTo("0".repeat(62) + "ff"));
  }

  @Test
  void aRowOfManyEventsShowsAllOfThem() {
    String id = someId();
    rows().history(id, 9, 4, "a reference");

    JsonNode page = page(rowsOf(id));

    assertThat(versions(page), contains(6L, 2L, 1L));
    assertThat(page.at("/rows/0/events").size(), equalTo(4));
    assertThat(walk(rowsOf(id) + "?limit=1"), contains(List.of(6L), List.of(2L), List.of(1L)));
    assertThat(versions(page(rowsOf(id) + "?before=8")), contains(6L, 2L, 1L));
  }

  @Test
  void pagesFollowEachOtherToTheOldestRow() {
    String id = someId();
    rows().history(id, 45, 1, "a reference");

    List<List<Long>> pages = walk(rowsOf(id));

    assertThat(pages.stream().map(List::size).toList(), contains(20, 20, 5));
    assertThat(pages.get(2), contains(5L, 4L, 3L, 2L, 1L));
    assertThat(walk(rowsOf(id) + "?limit=45"), hasSize(1));
    assertThat(page(rowsOf(id) + "?before=6").has("publication"), equalTo(false));
  }

  @Test
  void aPageOfHugeRowsEndsEarly() {
    String id = someId();
    rows().created(id).write();
    for (int version = 2; version < 8; version++) {
      rows().credited(id, version, "1", Integer.toString(version - 1)).padded(150_000).write();
    }

    List<List<Long>> pages = walk(rowsOf(id) + "?limit=100");

    assertThat(pages, contains(List.of(7L, 6L, 5L), List.of(4L, 3L, 2L, 1L)));
  }

  @Test
  void beforeTheFirstVersionThePageIsEmpty() {
    JsonNode page = page(rowsOf(open()) + "?before=1");

    assertThat(page.get("rows"), emptyIterable());
    assertThat(page.get("next").isNull(), equalTo(true));
  }

  @Test
  void aRowThatCannotBeReadIsShownAsItIs() {
    String id = openWith("10");
    rows().ofType(id, 3, "BalanceGuessed").write();

    JsonNode row = newest(id);

    assertThat(row.get("unreadable").asBoolean(), equalTo(true));
    assertThat(row.get("events"), emptyIterable());
    assertThat(row.at("/item/Events/L/0/M/Type/S").asText(), equalTo("BalanceGuessed"));
    problem(get("/accounts/" + id), 500, "internal-error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=ten",
        "limit=",
        "before=0",
        "before=-1",
        "before=x",
        "before=",
        "after=3",
        "order=asc",
        "limit=1&limit=2",
        "before=2&before=2"
      })
  void anInvalidQueryIsRefusedAndNamed(String query) {
    JsonNode problem = problem(get(rowsOf(open()) + "?" + query), 400, "invalid-request");

    assertThat(
        problem.at("/violations/0/field").asText(),
        equalTo(query.substring(0, query.indexOf('='))));
  }

  @Test
  void aMissingAccountHasNoRows() {
    for (String id : List.of(someId(), "no-uuid")) {
      problem(get(rowsOf(id)), 404, "account-not-found");
      problem(get(rowsOf(id) + "?before=1"), 404, "account-not-found");
    }
  }

  @Test
  void aPageBeforeTheOldestRowIsEmptyAlsoIfRowsAreLost() {
    String id = someId();
    rows().credited(id, 5, "1", "5").write();

    assertThat(walk(rowsOf(id)), contains(List.of(5L), List.of()));
  }
}
