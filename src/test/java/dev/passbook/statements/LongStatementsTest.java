package dev.passbook.statements;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.WatchedStore;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStores;
import dev.passbook.http.LongHistory;
import dev.passbook.http.RawClient;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A long statement is sent page by page, as far as its client reads, or to its end. */
@QuarkusTest
@TestProfile(LongStatementsTest.OnePlace.class)
class LongStatementsTest {
  private static final String MONTH = "2026-01";

  public static final class OnePlace implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.max-in-flight", "1", "passbook.request-timeout", "5s");
    }
  }

  @Inject DynamoDbEventStores stores;

  private WatchedStore store;
  private int pages;

  @BeforeEach
  void watch() {
    store = new WatchedStore(stores.storeOf(new AccountCodec()));
    QuarkusMock.installMockForType(store, new TypeLiteral<EventStore<Account, AccountEvent>>() {});
  }

  private static HttpResponse<String> read(String account, String accept) throws Exception {
    var url = "http://localhost:" + RestAssured.port + path(account);
    var request = HttpRequest.newBuilder(URI.create(url)).header("Accept", accept).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static String path(String account) {
    return "/accounts/" + account + "/statements/" + MONTH;
  }

  @Test
  void fiveThousandMovementsAddUp() throws Exception {
    String account = LongHistory.write(store, 5_000);

    JsonNode statement = new ObjectMapper().readTree(read(account, "application/json").body());
    String[] rows = read(account, "text/csv").body().split("\r\n");

    assertEquals(
        LongStream.rangeClosed(2, 5_000).mapToObj(Long::toString).toList(),
        statement.get("lines").findValuesAsText("version"));
    assertEquals(4_999, statement.get("closing").asInt());
    assertEquals(4_999, statement.get("credits").asInt());
    assertEquals(1 + 4_999, rows.length);
    assertTrue(rows[4_999].startsWith("5000,"), rows[4_999]);
  }

  /** The service does not read ahead, and the client that does not read loses its place. */
  @Test
  void aClientIsServedAsFarAsItReads() throws Exception {
    String account = LongHistory.write(store, 10_000);
    store.pages.set(0);
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send("GET " + path(account) + " HTTP/1.1\r\nHost: a\r\n\r\n");
      await().atMost(60, SECONDS).until(this::isHeldBack);

      assertTrue(store.pages.get() < 40, store.pages.get() + " pages of 50");
      await().atMost(30, SECONDS).until(() -> given().get("/nothing").statusCode() == 404);
      await().atMost(30, SECONDS).until(client::hasEnded);
      assertFalse(client.received().endsWith("0\r\n\r\n"));
    }
  }

  /** Returns true once no page has been read for a while. */
  private boolean isHeldBack() {
    int before = pages;
    await().pollDelay(700, MILLISECONDS).until(() -> true);
    pages = store.pages.get();
    return pages > 0 && pages == before;
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv"})
  void aStatementThatBreaksOffLooksIncomplete(String accept) {
    String account = LongHistory.write(store, 3_000);
    spoil(account, 1_001);

    assertThrows(IOException.class, () -> read(account, accept));
  }

  @Test
  void aFailureBeforeTheFirstPageIsAProblem() throws Exception {
    String account = LongHistory.write(store, 3_000);
    spoil(account, 101);

    HttpResponse<String> response = read(account, "text/csv");

    assertEquals(500, response.statusCode());
    assertTrue(response.body().contains("urn:passbook:problem:internal-error"));
  }

  private static void spoil(String account, long version) {
    DynamoDbLocalResource.client()
        .updateItem(
            update ->
                update
                    .tableName("Passbook")
                    .key(
                        Map.of(
                            "StreamId", AttributeValue.fromS("account-" + account),
                            "Version", AttributeValue.fromN("" + version)))
                    .updateExpression("SET Events[4].#type = :type")
                    .expressionAttributeNames(Map.of("#type", "Type"))
                    .expressionAttributeValues(Map.of(":type", AttributeValue.fromS("Unknown"))))
        .join();
  }
}
