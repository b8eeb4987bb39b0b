package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The check of an account's history, over HTTP. */
@QuarkusTest
class IntegrityTest extends HoldRequests {

  private static Response check(String id) {
    return get("/accounts/" + id + "/integrity");
  }

  private static JsonNode checked(String id) {
    Response response = check(id);
    assertThat(response.asString(), response.statusCode(), equalTo(200));
    assertThat(response.header("Cache-Control"), equalTo("no-store"));
    return Json.of(response);
  }

  private static List<Long> versions(JsonNode report) {
    List<Long> versions = new ArrayList<>();
    report.get("findings").forEach(finding -> versions.add(finding.get("version").asLong()));
    return versions;
  }

  @Test
  void aSoundAccount() {
    String id = openWith("10");
    accepted(withdraw(id, "1"));
    accepted(transfer(id, open(), "2"));
    accepted(hold(id, "3"));

    JsonNode report = checked(id);

    assertThat(report.get("accountId").asText(), equalTo(id));
    assertThat(report.get("version").asLong(), equalTo(5L));
    assertThat(report.get("chain").asText(), matchesPattern("[0-9a-f]{64}"));
    assertThat(report.get("chainedFrom").asLong(), equalTo(1L));
    assertThat(report.get("sound").asBoolean(), equalTo(true));
    assertThat(versions(report), empty());
    assertThat(check(id).header("Link"), nullValue());
  }

  @Test
  void anAccountFromBeforeTheChain() {
    String id = someId();
    rows().history(id, "5");

    JsonNode report = checked(id);

    assertThat(report.get("sound").asBoolean(), equalTo(true));
    assertThat(report.get("chain").isNull(), equalTo(true));
    assertThat(report.get("chainedFrom").isNull(), equalTo(true));

    accepted(credit(id, "1"));
    assertThat(checked(id).get("chainedFrom").asLong(), equalTo(3L));
  }

  /** The cut-over lies so far ahead that it concerns no other test. */
  @Test
  void aRowWithoutAChainAfterTheCutOver() {
    rows()
        .put(
            Map.of(
                "StreamId", Rows.text("passbook"),
                "Version", AttributeValue.fromN("0"),
                "ChainedFrom", Rows.text("9000-01-01T00:00:00.000Z")));
    String id = someId();
    rows().created(id).write();
    rows().credited(id, 2, "10", "10").at("9000-01-01T00:00:00.001Z").write();

    assertThat(versions(checked(id)), equalTo(List.of(2L)));
  }

  @Test
  void aLostRowAndWhatItLeaves() {
    String id = someId();
    rows().created(id).write();
    rows().credited(id, 3, "10", "10").write();

    JsonNode report = checked(id);

    assertThat(report.get("sound").asBoolean(), equalTo(false));
    assertThat(versions(report), equalTo(List.of(2L)));
  }

  @Test
  void aHistoryThatCannotBeReadIsAFinding() {
    String id = someId();
    rows().created(id).write();
    rows().ofType(id, 2, "BalanceDoubled").write();

    assertThat(versions(checked(id)), equalTo(List.of(2L)));
  }

  @Test
  void moreEventsThanOneRequestChecks() {
    String id = someId();
    rows().history(id, 12_500, 20, "r");

    Response first = check(id);
    JsonNode report = Json.of(first);
    assertThat(report.get("sound").asBoolean(), equalTo(false));
    long checked = versions(report).get(0) - 1;
    String next = "/accounts/" + id + "/integrity?after=" + checked;
    assertThat(first.header("Link"), equalTo("<" + next + ">; rel=\"next\""));
    assertThat(report.get("version").asLong(), equalTo(12_500L));

    Response rest = get(next);
    assertThat(Json.of(rest).get("sound").asBoolean(), equalTo(true));
    assertThat(rest.header("Link"), nullValue());
  }

  @Test
  void whatIsNotThere() {
    problem(check(someId()), 404, "account-not-found");
    problem(check("1"), 404, "account-not-found");
    problem(get("/accounts/" + open() + "/integrity?after=1"), 404, "version-not-found");
  }

  @Test
  void parametersThatAreWrong() {
    String path = "/accounts/" + open() + "/integrity";
    for (String query : List.of("after=-1", "after=x", "after=", "after=0&after=0", "limit=1")) {
      problem(get(path + "?" + query), 400, "invalid-request");
    }
    assertThat(get(path + "?after=0").statusCode(), equalTo(200));
    problem(get(path + "?after=99999999999999999999"), 404, "version-not-found");
  }
}
