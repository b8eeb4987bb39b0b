package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which expiries a hold may have. */
@QuarkusTest
class HoldExpiriesTest extends HoldRequests {

  @ParameterizedTest
  @ValueSource(strings = {"{\"amount\":1}", "{\"amount\":1,\"expiresAt\":null}"})
  void aHoldThatNamesNoExpiryLastsSevenDays(String body) {
    JsonNode hold = Json.of(accepted(post(holds(openWith("1")), body)));

    Duration life =
        Duration.between(
            Instant.parse(hold.get("placedAt").asText()),
            Instant.parse(hold.get("expiresAt").asText()));
    assertThat(life, equalTo(Duration.ofDays(7)));
  }

  @Test
  void anExpiryMayBe366DaysAwayInAnyZone() {
    String id = openWith("5");
    Instant far =
        Instant.now().plus(366, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
    String there = far.toString().replace("Z", ".123456+00:00");

    JsonNode hold = Json.of(accepted(post(holds(id), holdUntil("1", "\"" + there + "\""))));

    assertThat(Instant.parse(hold.get("expiresAt").asText()), equalTo(far.plusMillis(123)));
  }

  @Test
  void anExpiryThatIsNotAheadOrTooFarAheadIsRefused() {
    String id = openWith("50");
    Instant now = Instant.now();

    for (Instant expiry :
        List.of(
            now,
            now.minusMillis(1),
            now.minus(366, ChronoUnit.DAYS),
            now.plus(366, ChronoUnit.DAYS).plusSeconds(60),
            Instant.parse("9999-12-31T23:59:59Z"))) {
      assertRefused(post(holds(id), holdUntil("1", "\"" + expiry + "\"")), "expiresAt");
    }
    assertThat(rows().count(id), equalTo(2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2100-01-31T23:59:59\"",
        "\"2100-01-31\"",
        "\"2100-13-31T23:59:59Z\"",
        "\"tomorrow\"",
        "\"\"",
        "4102444800",
        "4102444800000",
        "true",
        "{}",
        "[]"
      })
  void whatIsNoTimeIsRefused(String expiry) {
    String id = openWith("50");

    assertRefused(post(holds(id), holdUntil("1", expiry)), "expiresAt");
    assertThat(rows().count(id), equalTo(2L));
  }
}
