package dev.passbook.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's figures and names, recomputed and looked up. */
class GuideTest {
  private static final String GUIDE = read();

  /** What the build of a function decides, and no operator. */
  private static final Set<String> PART_OF_THE_ARTEFACT =
      Set.of("PASSBOOK_TABLE_WATCH_ENABLED", "PASSBOOK_WARM_UP_WITHIN_START");

  private static final Pattern VARIABLE =
      Pattern.compile("\\| `(PASSBOOK_\\w+)` \\| `([^`]*)` \\|");
  private static final Pattern COST =
      Pattern.compile("\\| [^|]+ \\| (\\d) \\| (\\d) \\| (\\d+\\.\\d\\d) € \\|");
  private static final Pattern SECONDS = Pattern.compile("\\| ([^|]+) \\| (\\d+) \\|");

  @Test
  void everyVariableOfTheServiceIsThereWithItsDefault() {
    Map<String, String> told = new TreeMap<>();
    VARIABLE
        .matcher(section("Settings"))
        .results()
        .forEach(row -> told.put(row.group(1), row.group(2)));
    Map<String, String> known = ServiceSettings.variables();
    known.keySet().removeAll(PART_OF_THE_ARTEFACT);

    assertEquals(known, told);
  }

  @Test
  void costsFollowFromUnitsAndPrices() {
    BigDecimal writes = price("a million write units");
    BigDecimal reads = price("a million read units");
    BigDecimal euros = new BigDecimal(group("one dollar taken as (\\d\\.\\d+) €"));
    List<MatchResult> rows = COST.matcher(GUIDE).results().toList();

    assertTrue(rows.size() >= 6);
    for (MatchResult row : rows) {
      BigDecimal dollars =
          reads
              .multiply(new BigDecimal(row.group(1)))
              .add(writes.multiply(new BigDecimal(row.group(2))));
      assertEquals(
          dollars.multiply(euros).setScale(2, RoundingMode.HALF_UP),
          new BigDecimal(row.group(3)),
          row::group);
    }
  }

  @Test
  void theTimesOfAStopAreThoseThatHold() {
    String stopping = GUIDE.substring(GUIDE.indexOf("## Stopping"));
    JsonNode pod =
        StrictYaml.plain()
            .document(Path.of("deploy", "kubernetes", "base", "deployment.yaml"))
            .at("/spec/template/spec");
    long preStop = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong();
    long delay = ServiceSettings.duration("quarkus.shutdown.delay").toSeconds();
    long timeout = ServiceSettings.duration("quarkus.shutdown.timeout").toSeconds();
    List<Long> told =
        SECONDS
            .matcher(stopping)
            .results()
            .limit(5)
            .map(row -> Long.valueOf(row.group(2)))
            .toList();

    assertEquals(
        List.of(
            preStop,
            delay,
            timeout,
            preStop + delay + timeout,
            pod.path("terminationGracePeriodSeconds").asLong()),
        told);
  }

  /** Artefacts of their own, such as the relay, have sections and settings of their own. */
  private static String section(String title) {
    int start = GUIDE.indexOf("## " + title + "\n");
    return GUIDE.substring(start, GUIDE.indexOf("\n## ", start));
  }

  private static BigDecimal price(String of) {
    return new BigDecimal(group("\\$(\\d+\\.\\d+) " + of));
  }

  private static String group(String pattern) {
    return Pattern.compile(pattern).matcher(GUIDE).results().findFirst().orElseThrow().group(1);
  }

  private static String read() {
    try {
      return Files.readString(Path.of("deploy", "README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
