package dev.passbook.statements;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.EventStore;
import dev.passbook.http.LongHistory;
import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A long statement counts against its caller's rate limit and waits while the caller is in debt.
 */
@QuarkusTest
@TestProfile(StatementRateTest.Counted.class)
class StatementRateTest {
  public static final class Counted implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(
              TokenIssuerResource.class,
              Map.of("passbook.caller.rate", "10", "passbook.caller.burst", "20")));
    }
  }

  @Inject EventStore<Account, AccountEvent> store;

  private final String token = TokenIssuerResource.issuer().token("acme", "olga", "operator");

  @Test
  void aStatementPaysForItsEvents() {
    var account = LongHistory.write(store, 600);
    // On a busy machine the first fetch of the keys may be late.
    await().atMost(2, MINUTES).until(() -> read("/accounts/" + account).statusCode() == 200);

    // Before the last 200 events, the caller gets into debt by 14 or more.
    var path = "/accounts/" + account + "/statements/2026-01";
    var statement =
        await().atMost(2, MINUTES).until(() -> read(path), it -> it.statusCode() == 200);
    var next = read("/accounts/" + account);

    assertEquals(599, statement.jsonPath().getList("lines").size());
    assertEquals(429, next.statusCode());
    assertTrue(Integer.parseInt(next.header("Retry-After")) <= 4);
  }

  private Response read(String path) {
    return given().header("Authorization", "Bearer " + token).get(path);
  }
}
