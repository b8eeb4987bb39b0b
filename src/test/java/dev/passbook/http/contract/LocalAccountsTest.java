package dev.passbook.http.contract;

import static dev.passbook.http.contract.AccountRowsTest.rowsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyIterable;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Lists what lies in the local table, as dev mode does. A package does not, as AccountRowsIT shows.
 * Each list reads the whole table, so the test has one of its own.
 */
@QuarkusTest
@TestProfile(LocalAccountsTest.Searched.class)
class LocalAccountsTest extends PassbookOverHttp {
  private static final String TABLE = "Searched";

  public static final class Searched implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("local-dynamodb.search", "true", "passbook.table.name", TABLE);
    }
  }

  private static Rows inThisTable() {
    return new Rows(DynamoDbLocalResource.client(), TABLE);
  }

  private static JsonNode records(String id) {
    return Json.of(get(rowsOf(id))).get("idempotencyRecords");
  }

  private static Response keyed(String path, String body) {
    return request()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .contentType("application/json")
        .body(body)
        .post(path);
  }

  /** Returns a page that begins with the account, whatever other tests leave in the table. */
  private static String listFrom(String id, int limit) {
    String place = account(id).get("createdAt").asText() + " ffffffff-ffff-ffff-ffff-ffffffffffff";
    String after = Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
    return "/accounts?after=" + after + "&limit=" + limit;
  }

  @Test
  void theAccountsAreListedInFullNewestFirst() {
    String older = openWith("10");
    String newer = open();

    JsonNode page = Json.of(get(listFrom(newer, 2)));

    assertThat(page.get("accounts").findValuesAsText("id"), contains(newer, older));
    assertThat(page.at("/accounts/1"), equalTo(account(older)));
    assertThat(page.get("next").asText(), startsWith("/accounts?after="));
  }

  @Test
  void anAccountIsOnThePageAfterTheNewerOnes() {
    List<String> opened = Stream.generate(() -> openWith("1")).limit(5).toList();

    List<String> listed = new ArrayList<>();
    String url = listFrom(opened.get(4), 2);
    for (int page = 0; page < 3; page++) {
      JsonNode found = Json.of(get(url));
      listed.addAll(found.get("accounts").findValuesAsText("id"));
      url = found.get("next").asText();
    }

    Collections.reverse(listed);
    assertThat(listed.subList(1, 6), equalTo(opened));
  }

  @Test
  void anAccountThatCannotBeReadIsLeftOut() {
    String older = openWith("1");
    String damaged = openWith("1");
    inThisTable().ofType(damaged, 3, "BalanceGuessed").write();
    String newer = open();

    JsonNode page = Json.of(get(listFrom(newer, 3)));

    assertThat(page.get("accounts").findValuesAsText("id"), contains(newer, older));
    assertThat(Json.of(get(rowsOf(damaged))).get("rows").size(), equalTo(3));
  }

  @Test
  void theListEndsWithTheOldestAccount() {
    String ancient = someId();
    inThisTable().created(ancient).at("1999-12-31T12:00:00.000Z").write();

    JsonNode page = Json.of(get(listFrom(ancient, 1)));

    assertThat(page.get("accounts").findValuesAsText("id"), contains(ancient));
    assertThat(page.get("next").isNull(), equalTo(true));
  }

  @Test
  void theRecordsOfAnAccountAreThoseWhoseResponsesNameIt() {
    String id = openWith("10");
    String payee = open();
    Response credited = keyed("/accounts/" + id + "/credits", amount("1"));
    Response refused = keyed("/accounts/" + id + "/withdrawals", amount("1000"));
    Response paid = keyed("/transfers", transferOf(id, payee, "1"));

    JsonNode records = records(id);

    assertThat(records.findValuesAsText("id"), everyItem(startsWith("key-")));
    assertThat(records.findValuesAsText("status"), contains("201", "422", "201"));
    assertThat(refused.statusCode(), equalTo(422));
    assertThat(records.at("/0/location").asText(), equalTo(paid.header("Location")));
    assertThat(records.at("/1/location").isNull(), equalTo(true));
    assertThat(records.at("/2/location").asText(), equalTo(credited.header("Location")));
    assertThat(
        Json.of(get(rowsOf(id))).at("/rows/0/events/0/commandId"),
        equalTo(records.at("/0/commandId")));
    assertThat(records(payee), equalTo(Json.parse("[" + records.get(0) + "]")));
  }

  @Test
  void anAccountWithoutKeysHasNoRecordsAndLaterPagesShowNone() {
    String id = open();

    assertThat(records(id), emptyIterable());
    assertThat(Json.of(get(rowsOf(id) + "?before=1")).has("idempotencyRecords"), equalTo(false));
  }
}
