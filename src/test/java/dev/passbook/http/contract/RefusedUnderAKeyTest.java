package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which refusals are replayed, and which texts are valid keys. */
@QuarkusTest
class RefusedUnderAKeyTest extends KeyedRequests {
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"amount\":11}", "{\"amount\":10,\"reference\":\"x\"}", "{\"amount\":10.01}"})
  void anotherBodyUnderTheSameKeyIsRefused(String body) {
    String id = open();
    String key = someId();
    Response first = accepted(keyed(key, credits(id), amount("10")));

    problem(keyed(key, credits(id), body), 422, "idempotency-key-reused");

    assertThat(rows().count(id), equalTo(2L));
    assertReplay(keyed(key, credits(id), amount("10")), first);
  }

  @Test
  void aRefusalIsReplayedEvenIfTheBalanceHasGrown() {
    String id = openWith("5");
    String key = someId();

    Response refused = keyed(key, withdrawals(id), amount("10"));
    assertFirst(refused, 422);
    accepted(credit(id, "100"));

    Response replay = keyed(key, withdrawals(id), amount("10"));
    assertReplay(replay, refused);
    problem(replay, 422, "insufficient-funds");
    assertThat(Json.written(replay, "balance"), equalTo("5.00"));
    problem(keyed(key, withdrawals(id), amount("11")), 422, "idempotency-key-reused");
    assertThat(balance(id), equalTo("105.00"));
  }

  @Test
  void everyRefusalOfTheBankIsReplayed() {
    String closed = open();
    accepted(close(closed));
    String rich = openWith("1");
    String yen = openIn("JPY");
    String key = someId();

    Response notZero = keyed(key, "/accounts/" + rich + "/closure");
    problem(notZero, 422, "balance-not-zero");
    Response isClosed = keyed(key, credits(closed), amount("1"));
    problem(isClosed, 422, "account-closed");
    Response mismatch = keyed(key, "/transfers", transferOf(rich, yen, "1"));
    problem(mismatch, 422, "currency-mismatch");
    accepted(withdraw(rich, "1"));

    assertReplay(keyed(key, "/accounts/" + rich + "/closure"), notZero);
    assertReplay(keyed(key, credits(closed), amount("1")), isClosed);
    assertReplay(keyed(key, "/transfers", transferOf(rich, yen, "1")), mismatch);
    assertThat(account(rich).get("status").asText(), equalTo("open"));
  }

  @Test
  void a404LeavesTheKeyFree() {
    String id = someId();
    String key = someId();

    problem(keyed(key, credits(id), amount("1")), 404, "account-not-found");
    rows().created(id).write();

    assertFirst(keyed(key, credits(id), amount("1")), 201);
  }

  @Test
  void a412LeavesTheKeyFree() {
    String id = open();
    String key = someId();

    Response mismatch =
        request()
            .header("Idempotency-Key", key)
            .header("If-Match", "\"7\"")
            .contentType("application/json")
            .body(amount("1"))
            .post(credits(id));

    problem(mismatch, 412, "version-mismatch");
    assertFirst(keyed(key, credits(id), amount("1")), 201);
  }

  @Test
  void a400LeavesTheKeyFree() {
    String id = open();
    String key = someId();
    long before = rows().count();

    problem(keyed(key, credits(id), amount("-1")), 400, "invalid-request");
    problem(keyed(key, credits(id), amount("0.001")), 400, "invalid-request");
    problem(keyed(key, credits(id), "{"), 400, "invalid-request");
    problem(keyed(key, "/transfers", transferOf(id, id, "1")), 400, "invalid-request");

    assertThat(rows().count(), equalTo(before));
    assertFirst(keyed(key, credits(id), amount("1")), 201);
  }

  @Test
  void aKeyHasUpTo255VisibleCharacters() {
    String id = open();
    String longest = "k".repeat(255 - 36) + someId();
    String oddest = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" + someId();

    for (String key : List.of(longest, oddest)) {
      Response first = keyed(key, credits(id), amount("1"));
      assertFirst(first, 201);
      assertReplay(keyed(key, credits(id), amount("1")), first);
    }
  }

  @Test
  void keysAreCaseSensitive() {
    String id = open();
    String key = "key-" + someId();

    assertFirst(keyed(key, credits(id), amount("1")), 201);
    assertFirst(keyed(key.toUpperCase(Locale.ROOT), credits(id), amount("1")), 201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "tab\tkey", "schl\u00fcssel"})
  void anInvalidKeyIsRefused(String key) {
    assertKeyRefused(key);
  }

  @Test
  void aKeyOf256CharactersIsRefused() {
    assertKeyRefused("k".repeat(256));
  }

  private void assertKeyRefused(String key) {
    String id = open();
    List<String> lines = List.of("Content-Type: application/json", "Idempotency-Key: " + key);

    Exchange exchange =
        RawHttp.post(credits(id), lines, amount("1").getBytes(StandardCharsets.UTF_8));

    assertThat(exchange.toString(), exchange.status(), equalTo(400));
    JsonNode problem = Json.parse(verified(exchange).text());
    assertThat(problem.at("/violations/0/field").asText(), equalTo("Idempotency-Key"));
    assertThat(rows().count(id), equalTo(1L));
  }
}
