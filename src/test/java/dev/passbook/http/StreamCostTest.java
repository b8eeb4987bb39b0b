package dev.passbook.http;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.EventStore;
import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A long history counts against its client's rate limit and waits while the client is in debt. */
@QuarkusTest
@TestProfile(StreamCostTest.Counted.class)
class StreamCostTest {
  private static final int EVENTS = 3_000;

  public static final class Counted implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(
              TokenIssuerResource.class,
              Map.of("passbook.caller.rate", "1", "passbook.caller.burst", "10")));
    }
  }

  @Inject EventStore<Account, AccountEvent> store;

  private final String token = TokenIssuerResource.issuer().token("acme", "olga", "operator");

  @Test
  void aStreamPaysForWhatItSends() throws Exception {
    var account = LongHistory.write(store, EVENTS);
    // On a busy machine the first fetch of the keys may be late.
    await().atMost(2, MINUTES).until(() -> read(account).statusCode() == 200);
    try (var events = listen(account)) {
      // A page of 100 events costs 17 tokens, more than the bucket holds.
      readTo("id: 100\n", events);

      var refused =
          await()
              .atMost(2, MINUTES)
              .until(() -> read(account), response -> response.statusCode() == 429);
      assertEquals("\"caller\";r=0", refused.header("RateLimit"));
      // The debt is at most 10 tokens, and the request needs one more.
      assertTrue(Integer.parseInt(refused.header("Retry-After")) <= 11);
      readTo("\n\n:\n\n", events);
      readTo("id: 200\n", events);
    }
  }

  private Response read(String account) {
    return given().header("Authorization", "Bearer " + token).get("/accounts/" + account);
  }

  private InputStream listen(String account) throws Exception {
    var url = "http://localhost:" + RestAssured.port + "/accounts/" + account + "/events";
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
  }

  private static void readTo(String end, InputStream events) throws Exception {
    var received = new StringBuilder();
    while (received.indexOf(end) < 0) {
      var next = events.read();
      assertTrue(next >= 0, "the stream ended before " + end);
      received.append((char) next);
      if (received.length() > 10 * end.length()) {
        received.delete(0, received.length() - end.length());
      }
    }
  }
}
