package dev.passbook.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares the guide's tables with the code and recomputes their numbers. */
class GuideTest {
  /** The build of a function sets these; operators can't. */
  private static final Set<String> PART_OF_THE_ARTEFACT =
      Set.of("PASSBOOK_TABLE_WATCH_ENABLED", "PASSBOOK_WARM_UP_WITHIN_START");

  /** The guide's assumed prices, in dollars per million units, and the exchange rate to euros. */
  private static final BigDecimal WRITES = new BigDecimal("0.7068");

  private static final BigDecimal READS = new BigDecimal("0.1415");
  private static final BigDecimal EUROS = new BigDecimal("0.90");

  private static final String IN_EUROS = " €";

  @Test
  void everyVariableIsListedWithItsDefault() {
    Map<String, String> documented = new TreeMap<>();
    GuideTables.in("Settings").stream()
        .filter(row -> row.get(0).startsWith("`PASSBOOK_"))
        .forEach(row -> documented.put(GuideTables.code(row.get(0)), GuideTables.code(row.get(1))));
    Map<String, String> known = ServiceSettings.variables();
    known.keySet().removeAll(PART_OF_THE_ARTEFACT);

    assertEquals(known, documented);
  }

  @Test
  void costsFollowFromUnitsAndPrices() {
    List<List<String>> rows =
        GuideTables.in("Cost").stream().filter(row -> row.size() == 4).toList();

    assertTrue(rows.size() >= 6);
    for (List<String> row : rows) {
      BigDecimal dollars =
          READS
              .multiply(new BigDecimal(row.get(1)))
              .add(WRITES.multiply(new BigDecimal(row.get(2))));
      BigDecimal euros = dollars.multiply(EUROS).setScale(2, RoundingMode.HALF_UP);
      assertEquals(euros + IN_EUROS, row.get(3), row::toString);
    }
  }

  @Test
  void theDurationsOfAStopMatchTheSettings() {
    JsonNode pod =
        StrictYaml.plain()
            .document(Path.of("deploy", "kubernetes", "base", "deployment.yaml"))
            .at("/spec/template/spec");
    long preStop = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong();
    long delay = ServiceSettings.duration("quarkus.shutdown.delay").toSeconds();
    long timeout = ServiceSettings.duration("quarkus.shutdown.timeout").toSeconds();
    List<Long> documented =
        GuideTables.in("Stopping").stream().map(row -> Long.valueOf(row.get(1))).toList();

    assertEquals(
        List.of(
            preStop,
            delay,
            timeout,
            preStop + delay + timeout,
            pod.path("terminationGracePeriodSeconds").asLong()),
        documented);
  }
}
