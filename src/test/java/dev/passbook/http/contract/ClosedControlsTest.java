package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** While an older release may serve, nothing is written that it can't read. */
@QuarkusTest
@TestProfile(ClosedControlsTest.Closed.class)
class ClosedControlsTest extends HoldRequests {

  public static final class Closed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.account-controls", "false");
    }
  }

  @Test
  void theNewOperationsAreNotServed() {
    String account = "/accounts/" + openWith("50");
    String id = account.substring("/accounts/".length());

    for (String path : List.of("/holds", "/holds/" + id + "-3/release")) {
      assertNotServed("POST", account + path, amount("1"));
    }
    assertNotServed("PUT", account + "/limits", "{\"overdraft\":1}");
    assertNotServed("PUT", account + "/restrictions", "{\"debits\":true,\"credits\":true}");
    assertNotServed("PUT", account + "/holder", "{\"subject\":\"bob\"}");
    assertThat(rows().count(id), equalTo(2L));
  }

  private static void assertNotServed(String method, String path, String body) {
    for (String query : List.of("", "?dryRun=true")) {
      Response response =
          RestAssured.given()
              .contentType("application/json")
              .body(body)
              .request(method, path + query);
      protocolProblem(response, 404);
    }
  }

  @Test
  void everythingElseIs() {
    String id = openWith("50");

    accepted(withdraw(id, "10"));
    accepted(reverse(id, 3));
    assertSums(id, "50.00", "0.00", "50.00");
    assertThat(Json.of(get(holds(id))).get("holds").size(), equalTo(0));
    problem(capture(id, id + "-2", "1"), 404, "hold-not-found");
  }
}
