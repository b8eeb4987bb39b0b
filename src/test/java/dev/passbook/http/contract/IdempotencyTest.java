package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key has one effect and one response. */
@QuarkusTest
class IdempotencyTest extends KeyedRequests {
  @Test
  void aRetriedCreditIsAppliedOnce() {
    String id = open();
    String key = someId();
    String body = "{\"amount\":10,\"reference\":\"😀\"}";

    Response first = keyed(key, credits(id), body);
    assertFirst(first, 201);
    assertReplay(keyed(key, credits(id), body), first);
    assertReplay(keyed(key, credits(id), body), first);

    assertThat(rows().count(id), equalTo(2L));
    assertThat(balance(id), equalTo("10.00"));
  }

  @Test
  void everyPostReplays() {
    String id = openWith("10");
    String other = open();

    for (String key : List.of(someId())) {
      Response withdrawn = keyed(key, withdrawals(id), amount("1"));
      assertFirst(withdrawn, 201);
      assertReplay(keyed(key, withdrawals(id), amount("1")), withdrawn);

      Response transferred = keyed(key, "/transfers", transferOf(id, other, "9"));
      assertFirst(transferred, 201);
      assertReplay(keyed(key, "/transfers", transferOf(id, other, "9")), transferred);

      Response closed = keyed(key, "/accounts/" + id + "/closure");
      assertFirst(closed, 201);
      assertReplay(keyed(key, "/accounts/" + id + "/closure"), closed);
      assertReplay(keyed(key, "/accounts/" + id + "/closure", "{}"), closed);
    }
    assertThat(rows().count(id), equalTo(5L));
    assertThat(balance(other), equalTo("9.00"));
  }

  @Test
  void openingAnAccountReplaysTheSameAccount() {
    String key = someId();
    String body = "{\"owner\":\"Ada\"}";

    Response first = keyed(key, "/accounts", body);
    assertFirst(first, 201);
    accepted(credit(Json.of(first).get("id").asText(), "5"));

    assertReplay(keyed(key, "/accounts", body), first);
    problem(keyed(key, "/accounts", "{\"owner\":\"Eve\"}"), 422, "idempotency-key-reused");
    problem(keyed(key, "/accounts"), 422, "idempotency-key-reused");
  }

  @Test
  void noBodyAndAnEmptyObjectAreTheSameRequest() {
    String key = someId();

    Response first = keyed(key, "/accounts");

    assertFirst(first, 201);
    assertReplay(keyed(key, "/accounts", "{}"), first);
    assertReplay(keyed(key, "/accounts", "{\"owner\":null}"), first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":10.0}",
        "{\"amount\":1e1}",
        "{ \"amount\" : 10.00 }",
        "{\"amount\":10,\"reference\":null}",
        "{\"reference\":null,\"amount\":10}"
      })
  void anotherSpellingIsTheSameRequest(String spelling) {
    String id = open();
    String key = someId();

    Response first = keyed(key, credits(id), "{\"amount\":10}");

    assertReplay(keyed(key, credits(id), spelling), first);
    assertThat(balance(id), equalTo("10.00"));
  }

  @Test
  void anIdInUpperCaseIsTheSameRequest() {
    String id = openWith("10");
    String other = open();
    String key = someId();

    Response credited = keyed(key, credits(id), amount("1"));
    assertReplay(keyed(key, credits(id.toUpperCase(Locale.ROOT)), amount("1")), credited);

    Response transferred = keyed(key, "/transfers", transferOf(id, other, "1"));
    String shouted = transferOf(id.toUpperCase(Locale.ROOT), other, "1");
    assertReplay(keyed(key, "/transfers", shouted), transferred);
  }

  @Test
  void aKeyBelongsToOneOperationOnOneAccount() {
    String one = openWith("10");
    String two = openWith("10");
    String key = someId();

    assertFirst(keyed(key, credits(one), amount("1")), 201);
    assertFirst(keyed(key, credits(two), amount("1")), 201);
    assertFirst(keyed(key, withdrawals(one), amount("1")), 201);
    assertFirst(keyed(key, "/transfers", transferOf(one, two, "1")), 201);
    assertFirst(keyed(key, "/accounts"), 201);
  }

  @Test
  void aRetryOfAConditionalWriteReplaysDespiteANewerVersion() {
    String id = open();
    String key = someId();

    Response first = keyedIf(key, id);
    assertFirst(first, 201);
    accepted(credit(id, "1"));

    assertReplay(keyedIf(key, id), first);
  }

  private static Response keyedIf(String key, String id) {
    return request()
        .header("Idempotency-Key", key)
        .header("If-Match", "\"1\"")
        .contentType("application/json")
        .body(amount("1"))
        .post(credits(id));
  }

  @Test
  void aRetryAfterManyNewerEventsStillReplays() {
    String id = open();
    String key = someId();
    Response first = accepted(keyed(key, credits(id), amount("1")));

    IntStream.range(0, 25).forEach(number -> accepted(credit(id, "1")));

    assertReplay(keyed(key, credits(id), amount("1")), first);
    assertThat(balance(id), equalTo("26.00"));
  }

  @Test
  void aRetryAfterTheClosureStillReplays() {
    String id = open();
    String key = someId();
    Response credited = accepted(keyed(key, credits(id), amount("1")));
    Response withdrawn = accepted(keyed(key, withdrawals(id), amount("1")));

    accepted(close(id));

    assertReplay(keyed(key, credits(id), amount("1")), credited);
    assertReplay(keyed(key, withdrawals(id), amount("1")), withdrawn);
  }

  @Test
  void twentyConcurrentRequestsWithOneKeyAreOneEventAndEqualResponses() {
    String id = open();
    String key = someId();

    List<Response> responses =
        Concurrently.run(20, 20, number -> accepted(keyed(key, credits(id), amount("1"))));

    assertThat(
        new HashSet<>(responses.stream().map(Response::asString).toList()).size(), equalTo(1));
    assertThat(
        new HashSet<>(responses.stream().map(r -> r.header("ETag")).toList()).size(), equalTo(1));
    assertThat(
        responses.stream().filter(r -> r.header("Idempotency-Replayed") == null).count(),
        equalTo(1L));
    assertThat(rows().count(id), equalTo(2L));
    assertThat(balance(id), equalTo("1.00"));
  }

  @Test
  void twentyConcurrentOpeningsWithOneKeyOpenOneAccount() {
    String key = someId();
    long before = rows().count();

    List<String> ids =
        Concurrently.run(
            20, 20, number -> Json.of(accepted(keyed(key, "/accounts"))).get("id").asText());

    assertThat(new HashSet<>(ids).size(), equalTo(1));
    assertThat(rows().count(), equalTo(before + 2));
  }

  @Test
  void twentyConcurrentTransfersWithOneKeyMoveTheMoneyOnce() {
    String from = openWith("100");
    String to = open();
    String key = someId();

    List<String> responses =
        Concurrently.run(
            20,
            20,
            number -> accepted(keyed(key, "/transfers", transferOf(from, to, "10"))).asString());

    assertThat(new HashSet<>(responses).size(), equalTo(1));
    assertThat(balance(from), equalTo("90.00"));
    assertThat(balance(to), equalTo("10.00"));
  }

  @Test
  void twoKeysAreTwoRequests() {
    String id = open();

    Response one = keyed(someId(), credits(id), amount("1"));
    Response two = keyed(someId(), credits(id), amount("1"));

    assertFirst(one, 201);
    assertFirst(two, 201);
    assertThat(two.asString(), not(equalTo(one.asString())));
  }
}
