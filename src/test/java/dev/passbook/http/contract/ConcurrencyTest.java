package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Many clients use one account: each gets a response, and the versions have no gap. */
@QuarkusTest
class ConcurrencyTest extends PassbookOverHttp {

  private static void assertVersionsWithoutAGap(String id, long last) {
    List<Long> versions =
        LongStream.iterate(0, after -> after < last, after -> after + 200)
            .mapToObj(after -> get("/accounts/" + id + "/events?limit=200&after=" + after))
            .map(page -> Json.of(page).get("events"))
            .flatMap(events -> StreamSupport.stream(events.spliterator(), false))
            .map(event -> event.get("version").asLong())
            .toList();
    assertThat(versions, equalTo(LongStream.rangeClosed(1, last).boxed().toList()));
    assertThat(version(id), equalTo(last));
  }

  @Test
  void twoHundredConcurrentCreditsAreAllAccepted() {
    String id = open();

    List<JsonNode> events = Concurrently.run(20, 200, number -> Json.of(accepted(credit(id, "1"))));

    assertThat(
        events.stream().map(event -> event.get("version").asLong()).sorted().toList(),
        equalTo(LongStream.rangeClosed(2, 201).boxed().toList()));
    events.forEach(
        event ->
            assertThat(
                event.get("balance").decimalValue().longValueExact(),
                equalTo(event.get("version").asLong() - 1)));
    assertThat(balance(id), equalTo("200.00"));
    assertVersionsWithoutAGap(id, 201);
  }

  @Test
  void aThousandCreditsOfATenthAreExactlyAHundred() {
    String id = open();

    Concurrently.run(10, 1_000, number -> accepted(credit(id, "0.1")));

    Response response = get("/accounts/" + id);
    assertThat(Json.written(response, "balance"), equalTo("100.00"));
    assertThat(Json.of(response).get("version").asLong(), equalTo(1_001L));
  }

  @Test
  void noInterleavingOverdrawsAnAccount() {
    String id = openWith("50");

    List<Integer> statuses = Concurrently.run(20, 100, number -> withdraw(id, "1").statusCode());

    assertThat(statuses.stream().filter(status -> status == 201).count(), equalTo(50L));
    assertThat(statuses.stream().filter(status -> status == 422).count(), equalTo(50L));
    assertThat(balance(id), equalTo("0.00"));
    assertVersionsWithoutAGap(id, 52);
  }

  @Test
  void readersOfABusyAccountSeeOnlyConsistentBalances() {
    String id = open();

    List<JsonNode> responses =
        Concurrently.run(
            10, 100, number -> number % 2 == 0 ? Json.of(credit(id, "1")) : account(id));

    for (JsonNode response : responses) {
      assertThat(
          response.get("balance").decimalValue().longValueExact(),
          equalTo(response.get("version").asLong() - 1));
    }
  }

  @Test
  void oneOfManyClosuresWins() {
    String id = open();

    List<Integer> statuses = Concurrently.run(10, 10, number -> close(id).statusCode());

    assertThat(statuses.stream().filter(status -> status == 201).count(), equalTo(1L));
    assertThat(statuses.stream().filter(status -> status == 422).count(), equalTo(9L));
    assertVersionsWithoutAGap(id, 2);
  }
}
