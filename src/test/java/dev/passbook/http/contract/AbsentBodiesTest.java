package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends what generated clients send when there is nothing to send. */
@QuarkusTest
class AbsentBodiesTest extends PassbookOverHttp {

  @ParameterizedTest
  @ValueSource(strings = {"null", " null\n", "{}", "{\"owner\":null,\"currency\":null}"})
  void anOpeningWithoutContentOpensAnAccount(String body) {
    var opened = Json.of(accepted(post("/accounts", body)));

    assertThat(opened.path("currency").asText(), equalTo("EUR"));
    assertThat(opened.path("owner").isNull(), equalTo(true));
  }

  @Test
  void aClosureWithoutContentCloses() {
    accepted(post("/accounts/" + open() + "/closure", "null"));
  }

  @Test
  void aMovementWithoutContentIsRefused() {
    String id = open();

    problem(post("/accounts/" + id + "/credits", "null"), 400, "invalid-request");
    problem(post("/accounts/" + id + "/withdrawals", "null"), 400, "invalid-request");
    problem(post("/transfers", "null"), 400, "invalid-request");
    problem(post("/accounts/" + id + "/credits", "{\"amount\":null}"), 400, "invalid-request");
  }

  @Test
  void anAbsentReferenceMayBeNull() {
    accepted(post("/accounts/" + open() + "/credits", "{\"amount\":1,\"reference\":null}"));
  }

  @Test
  void nullAndAbsenceAreTheSameRequest() {
    String key = someId();

    String first = accepted(bare().header("Idempotency-Key", key).post("/accounts")).asString();
    for (String body : new String[] {"null", "{}", "{\"owner\":null,\"currency\":null}"}) {
      var again =
          request()
              .header("Idempotency-Key", key)
              .contentType("application/json")
              .body(body)
              .post("/accounts");
      assertThat(again.asString(), equalTo(first));
    }
  }

  /** The default may change with the next deployment. */
  @Test
  void anOmittedCurrencyIsAnotherRequestThanAnExplicitOne() {
    String key = someId();
    accepted(bare().header("Idempotency-Key", key).post("/accounts"));

    problem(
        request()
            .header("Idempotency-Key", key)
            .contentType("application/json")
            .body("{\"currency\":\"EUR\"}")
            .post("/accounts"),
        422,
        "idempotency-key-reused");
  }
}
