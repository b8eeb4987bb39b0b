package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** A key has one effect and one response in the operations on holds, too. */
@QuarkusTest
class HoldKeysTest extends HoldRequests {
  @Test
  void aHoldIsPlacedOnce() {
    String id = openWith("50");
    String key = someId();

    Response first = keyed(key, holds(id), amount("30"));

    assertFirst(first, 201);
    assertReplay(keyed(key, holds(id), amount("30.0")), first);
    problem(keyed(key, holds(id), amount("31")), 422, "idempotency-key-reused");
    problem(
        keyed(key, holds(id), "{\"amount\":30,\"reference\":\"x\"}"),
        422,
        "idempotency-key-reused");
    assertSums(id, "50.00", "30.00", "20.00");
  }

  @Test
  void aRefusedHoldIsReplayed() {
    String id = openWith("5");
    String key = someId();

    Response refused = keyed(key, holds(id), amount("10"));
    assertFirst(refused, 422);
    accepted(credit(id, "100"));

    assertReplay(keyed(key, holds(id), amount("10")), refused);
    assertSums(id, "105.00", "0.00", "105.00");
  }

  /** The expiry of the retry has passed, so a new request with it would be invalid. */
  @Test
  void aRetryAfterTheLapseStillReplays() {
    String id = openWith("50");
    String key = someId();
    String body = holdUntil("30", soon());
    Response first = keyed(key, holds(id), body);
    assertFirst(first, 201);

    awaitAvailable(id, "50.00");

    assertReplay(keyed(key, holds(id), body), first);
    problem(keyed(someId(), holds(id), body), 400, "invalid-request");
    problem(post(holds(id), body), 400, "invalid-request");
    assertThat(version(id), equalTo(3L));
  }

  @Test
  void aReleaseIsReplayedForItsHoldOnly() {
    String id = openWith("50");
    String hold = held(id, "30");
    String key = someId();

    Response first = keyed(key, path(hold) + "/release");

    assertFirst(first, 201);
    assertReplay(keyed(key, path(hold) + "/release", "{}"), first);
    assertEnded(release(hold), "released", hold);
    assertFirst(keyed(key, path(held(id, "1")) + "/release"), 201);
  }

  @Test
  void aRefusedReleaseIsReplayed() {
    String id = openWith("50");
    String hold = held(id, "30");
    accepted(release(hold));
    String key = someId();

    Response refused = keyed(key, path(hold) + "/release");

    assertFirst(refused, 422);
    assertReplay(keyed(key, path(hold) + "/release"), refused);
  }

  @Test
  void aMissingHoldLeavesTheKeyFree() {
    String id = openWith("50");
    String key = someId();

    problem(keyed(key, withdrawals(id), captureOf(id + "-3", "1", "")), 404, "hold-not-found");
    held(id, "1");

    assertFirst(keyed(key, withdrawals(id), captureOf(id + "-3", "1", "")), 201);
  }

  @Test
  void aCaptureIsReplayed() {
    String id = openWith("50");
    String other = open();
    String hold = held(id, "30");
    String key = someId();
    String body = captureOf(hold, "10", ",\"final\":false");

    Response first = keyed(key, withdrawals(id), body);
    assertFirst(first, 201);
    assertReplay(keyed(key, withdrawals(id), body), first);
    problem(keyed(key, withdrawals(id), amount("10")), 422, "idempotency-key-reused");
    problem(keyed(key, withdrawals(id), captureOf(hold, "10", "")), 422, "idempotency-key-reused");

    String transfer =
        "{\"from\":\"%s\",\"to\":\"%s\",\"amount\":5,\"hold\":\"%s\"}".formatted(id, other, hold);
    Response paid = keyed(key, "/transfers", transfer);
    assertFirst(paid, 201);
    assertReplay(keyed(key, "/transfers", transfer), paid);
    assertSums(id, "35.00", "0.00", "35.00");
  }
}
