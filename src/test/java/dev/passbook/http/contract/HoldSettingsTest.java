package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator sets how long holds last by default, and how many an account may have. */
@QuarkusTest
@TestProfile(HoldSettingsTest.Configured.class)
class HoldSettingsTest extends HoldRequests {

  public static final class Configured implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.hold-expiry", "90m", "passbook.max-holds", "100");
    }
  }

  @Test
  void aHoldLastsAsLongAsTheSettingSays() {
    JsonNode hold = Json.of(accepted(hold(openWith("1"), "1")));

    Duration life =
        Duration.between(
            Instant.parse(hold.get("placedAt").asText()),
            Instant.parse(hold.get("expiresAt").asText()));
    assertThat(life, equalTo(Duration.ofMinutes(90)));
  }

  @Test
  void anAccountHasAsManyHoldsAsTheSettingSays() {
    String id = openWith("500");
    for (int i = 0; i < 100; i++) {
      held(id, "1");
    }

    problem(hold(id, "1"), 422, "too-many-holds");
    assertThat(Json.of(get(holds(id))).get("holds").size(), equalTo(100));
    assertSums(id, "500.00", "100.00", "400.00");
  }
}
