package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The service reads rows of other versions correctly or rejects them. It never skips them. */
@QuarkusTest
class PoisonedRowsTest extends PassbookOverHttp {

  private static void assertUnreadable(Response response) {
    problem(response, 500, "internal-error");
  }

  @Test
  void aSnapshotAtVersion22With60AndThreeEventsGive50() {
    String id = someId();
    rows().credited(id, 22, "60", "60").snapshot(1, "60").write();
    rows().withdrawn(id, 23, "10", "50").write();
    rows().withdrawn(id, 24, "10", "40").write();
    rows().credited(id, 25, "10", "50").write();

    Response response = get("/accounts/" + id);

    assertThat(Json.written(response, "balance"), equalTo("50.00"));
    assertThat(Json.of(response).get("version").asLong(), equalTo(25L));
    assertThat(accepted(credit(id, "1")).header("ETag"), equalTo("\"26\""));
    assertThat(balance(id), equalTo("51.00"));
  }

  @Test
  void anEventOfAnUnknownTypeMakesTheAccountUnreadable() {
    String id = someId();
    rows().created(id).write();
    rows().ofType(id, 2, "BalanceDoubled").write();

    assertUnreadable(get("/accounts/" + id));
    assertUnreadable(credit(id, "1"));
    assertUnreadable(withdraw(id, "1"));
    assertUnreadable(close(id));
    assertUnreadable(get("/accounts/" + id + "/events"));
    assertUnreadable(get("/accounts/" + id + "/events/2"));
    assertThat(rows().count(id), equalTo(2L));
  }

  @Test
  void eventsBeforeAnUnreadableEventAreReadable() {
    String id = someId();
    rows().created(id).write();
    rows().ofType(id, 2, "BalanceDoubled").write();

    assertThat(get("/accounts/" + id + "?version=1").statusCode(), equalTo(200));
    assertThat(get("/accounts/" + id + "/events/1").statusCode(), equalTo(200));
  }

  @Test
  void aRecordedBalanceThatContradictsTheEventsIsNotReturned() {
    String id = someId();
    rows().created(id).write();
    rows().credited(id, 2, "10", "11").write();

    assertUnreadable(get("/accounts/" + id));
    assertUnreadable(credit(id, "1"));
    assertThat(rows().count(id), equalTo(2L));
  }

  @Test
  void aSnapshotThatContradictsItsOwnRowIsNotReturned() {
    String id = someId();
    rows().credited(id, 20, "10", "60").snapshot(2, "70").write();

    assertUnreadable(get("/accounts/" + id));
    assertUnreadable(credit(id, "1"));
    assertThat(rows().count(id), equalTo(1L));
  }

  @Test
  void anEventThatLacksItsAmountIsUnreadable() {
    String id = someId();
    rows().created(id).write();
    rows().ofType(id, 2, "BalanceCredited").write();

    assertUnreadable(get("/accounts/" + id));
  }

  @Test
  void aGapInTheVersionsIsUnreadable() {
    String id = someId();
    rows().created(id).write();
    rows().credited(id, 3, "10", "10").write();

    assertUnreadable(get("/accounts/" + id));
  }

  @Test
  void aTransferToAnUnreadableAccountMovesNothing() {
    String from = openWith("10");
    String to = someId();
    rows().created(to).write();
    rows().ofType(to, 2, "BalanceDoubled").write();

    assertUnreadable(transfer(from, to, "1"));
    assertThat(rows().count(from), equalTo(2L));
    assertThat(rows().count(to), equalTo(2L));
    assertThat(balance(from), equalTo("10.00"));
  }

  @Test
  void aSnapshotFromTheFutureIsIgnored() {
    String id = someId();
    rows().created(id).write();
    for (int version = 2; version <= 25; version++) {
      String balance = String.valueOf(version - 1);
      Rows.Row row = rows().credited(id, version, "1", balance);
      if (version == 10) {
        row.snapshot(2, balance);
      }
      if (version == 20) {
        row.snapshotFromTheFuture();
      }
      row.write();
    }

    assertThat(balance(id), equalTo("24.00"));
    assertThat(Json.written(get("/accounts/" + id + "?version=20"), "balance"), equalTo("19.00"));
    assertThat(accepted(credit(id, "1")).header("ETag"), equalTo("\"26\""));
    assertThat(balance(id), equalTo("25.00"));
  }

  @Test
  void withoutAnyUsableSnapshotTheWholeHistoryIsFolded() {
    String id = someId();
    rows().created(id).write();
    for (int version = 2; version <= 45; version++) {
      Rows.Row row = rows().credited(id, version, "1", String.valueOf(version - 1));
      if (version % 10 == 0) {
        row.snapshotFromTheFuture();
      }
      row.write();
    }

    assertThat(balance(id), equalTo("44.00"));
    assertThat(balance(id), equalTo("44.00"));
    accepted(withdraw(id, "44"));
    assertThat(balance(id), equalTo("0.00"));
  }

  @Test
  void aRowAtABrokenVersionIsShownAndIsAFinding() {
    String id = openWith("10");
    Map<String, AttributeValue> added = new HashMap<>(rows().of(id).get(1));
    added.put("Version", AttributeValue.fromN("2.5"));
    rows().put(added);

    assertThat(
        AccountRowsTest.page(AccountRowsTest.rowsOf(id))
            .at("/rows/0")
            .get("unreadable")
            .asBoolean(),
        equalTo(true));
    assertThat(
        AccountRowsTest.page(AccountRowsTest.rowsOf(id))
            .at("/rows/0")
            .at("/item/Version/N")
            .asText(),
        equalTo("2.5"));
    JsonNode report = AccountRowsTest.page("/accounts/" + id + "/integrity");
    assertThat(report.at("/findings/0/version").asLong(), equalTo(2L));
    problem(get("/accounts/" + id), 500, "internal-error");
  }

  @Test
  void aDamagedCursorHidesNoRow() {
    String id = open();
    rows()
        .put(
            Map.of(
                "StreamId", Rows.text("cursor-account-" + id),
                "Version", AttributeValue.fromN("0"),
                "Passed", Rows.text("one")));

    JsonNode page = AccountRowsTest.page(AccountRowsTest.rowsOf(id));

    assertThat(page.at("/rows/0/version").asLong(), equalTo(1L));
    assertThat(page.get("publication").isNull(), equalTo(true));
    assertThat(page.get("publicationUnreadable").asBoolean(), equalTo(true));
    JsonNode report = AccountRowsTest.page("/accounts/" + id + "/integrity");
    assertThat(report.at("/findings/0/version").asLong(), equalTo(1L));
  }
}
