package dev.passbook.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where callers need tokens, the pages need none, and what they show needs one. */
@QuarkusTest
@TestProfile(GuardedConsoleTest.WithTokens.class)
class GuardedConsoleTest {
  public static final class WithTokens implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "passbook.console.client-id", "passbook-console",
          "passbook.console.scope", "openid accounts:read accounts:write",
          "passbook.console.trace-link", "https://traces.example/trace/{traceId}");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(TokenIssuerResource.class));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console/", "/console/lib/preact.js", "/console/config.json"})
  void aFileNeedsNoToken(String path) {
    given().get(path).then().statusCode(200);
  }

  @Test
  void thePagesAreToldHowToGetAToken() {
    given()
        .get("/console/config.json")
        .then()
        .body("auth", equalTo("jwt"))
        .body("issuer", equalTo(Issuer.NAME))
        .body("clientId", equalTo("passbook-console"))
        .body("scope", equalTo("openid accounts:read accounts:write"))
        .body("calls", equalTo(false))
        .body("losesAnswers", equalTo(false))
        .body("traceLink", equalTo("https://traces.example/trace/{traceId}"));
  }

  @Test
  void thePolicyLetsThePageCallTheIssuer() {
    given()
        .get("/console/")
        .then()
        .header(
            "Content-Security-Policy",
            containsString("connect-src 'self' https://issuer.test; base-uri"));
  }

  @ParameterizedTest
  @CsvSource({"GET, /console/calls", "POST, /console/lose-next-answer"})
  void callsAreNeitherShownNorLost(String method, String path) {
    String token = TokenIssuerResource.issuer().recentToken("acme", "olga", "operator");

    given()
        .noContentType()
        .header("Authorization", "Bearer " + token)
        .request(method, path)
        .then()
        .statusCode(method.equals("GET") ? 404 : 405);
  }
}
