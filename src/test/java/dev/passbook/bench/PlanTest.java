package dev.passbook.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PlanTest {
  private final Properties properties = new Properties();

  @Test
  void byDefaultThereAreFiveRoundsOfEverything() {
    var plan = Plan.of(properties);

    assertEquals(5, plan.rounds());
    assertEquals(Duration.ofSeconds(2), plan.slice());
    assertEquals(List.of(10, 1_000, 100_000), plan.histories());
    assertTrue(plan.isWhole());
  }

  /** Maven passes unset properties as empty texts. */
  @Test
  void anEmptyPropertyCountsAsUnset() {
    properties.setProperty("passbook.bench.rounds", "");
    properties.setProperty("passbook.bench.only", "");

    assertEquals(Plan.of(new Properties()), Plan.of(properties));
  }

  @Test
  void onlyNamedOperationsAreMeasured() {
    properties.setProperty("passbook.bench.only", "balance, hot account");

    assertEquals(List.of("balance", "hot account"), Plan.of(properties).only());
  }

  @Test
  void anotherBuildMayReplaceTheFloor() {
    assertEquals(Optional.empty(), Plan.of(properties).against());
    properties.setProperty("passbook.bench.against", "other/quarkus-run.jar");

    assertEquals(Optional.of(Path.of("other/quarkus-run.jar")), Plan.of(properties).against());
  }

  @Test
  void anEmptyRunIsRefused() {
    properties.setProperty("passbook.bench.rounds", "0");

    assertThrows(IllegalArgumentException.class, () -> Plan.of(properties));
  }
}
