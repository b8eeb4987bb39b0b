package dev.passbook.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Server-Sent Events are unavailable where responses are buffered. */
@QuarkusTest
@TestProfile(WithoutSseTest.Buffered.class)
class WithoutSseTest {
  public static final class Buffered implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.sse.enabled", "false");
    }
  }

  @Test
  void aClientThatOnlyAcceptsEventsGetsAProblem() {
    given()
        .accept("text/event-stream")
        .get(events())
        .then()
        .statusCode(406)
        .contentType("application/problem+json")
        .body("type", equalTo("about:blank"));
  }

  @Test
  void aClientThatAlsoAcceptsJsonGetsAPage() {
    given()
        .accept("text/event-stream, application/json;q=0.1")
        .get(events())
        .then()
        .statusCode(200)
        .contentType("application/json");
  }

  private static String events() {
    return "/accounts/" + given().noContentType().post("/accounts").path("id") + "/events";
  }
}
