package dev.passbook.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.WatchedStore;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.LiveFeeds;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStores;
import dev.passbook.http.connection.ShutdownGate;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that opened a stream but reads nothing does not delay the shutdown. */
@QuarkusTest
@TestProfile(StalledListenerTest.Patient.class)
class StalledListenerTest {
  /** Only the shutdown ends the stream's wait. */
  public static final class Patient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.request-timeout", "60s");
    }
  }

  @Inject DynamoDbEventStores stores;
  @Inject LiveEvents live;
  @Inject ShutdownGate closing;
  @Inject LiveFeeds<AccountEvent> feeds;

  private int pages;

  @Test
  void itsStreamEndsWithTheService() throws IOException {
    var store = new WatchedStore(stores.storeOf(new AccountCodec()));
    QuarkusMock.installMockForType(store, new TypeLiteral<EventStore<Account, AccountEvent>>() {});
    String account = LongHistory.write(store, 10_000);
    String request =
        "GET /accounts/%s/events HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n";
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send(request.formatted(account));
      await().atMost(60, SECONDS).until(() -> isHeldBack(store));
      assertEquals(1, feeds.listeners());

      live.end(new ShutdownDelayInitiatedEvent());
      closing.begin(new ShutdownDelayInitiatedEvent());

      await().atMost(30, SECONDS).until(() -> feeds.listeners() == 0);
      await().atMost(30, SECONDS).until(client::refusesMore);
      assertTrue(client.received().startsWith("HTTP/1.1 200 "));
    }
  }

  /** Returns true once no page has been read for a while, although more exist. */
  private boolean isHeldBack(WatchedStore store) {
    int before = pages;
    await().pollDelay(1_500, MILLISECONDS).until(() -> true);
    pages = store.pages.get();
    return pages > 0 && pages == before;
  }
}
