package dev.passbook.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.bench.report.Plots.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotsTest {
  @TempDir private Path folder;

  @Test
  void growthDrawsEachLine() throws Exception {
    var x = List.of(10.0, 1_000.0, 100_000.0);
    var line = new Line("balance", x, List.of(1.1, 1.0, 1.2), false);
    var floor = new Line("bare Query", x, List.of(0.7, 0.8, 0.7), true);

    Plots.growth(folder.resolve("one.svg"), "Growth", "events", List.of(line));
    Plots.growth(folder.resolve("two.svg"), "Growth", "events", List.of(line, floor));

    assertTrue(shapes("two.svg") > shapes("one.svg"));
  }

  @Test
  void percentilesAreDrawn() throws Exception {
    var slower = List.of(0.5, 0.1, 0.01, 0.001);
    var line = new Line("credit", slower, List.of(1.0, 2.0, 9.0, 30.0), false);

    Plots.percentiles(folder.resolve("percentiles.svg"), "Latency", List.of(line));

    assertTrue(shapes("percentiles.svg") > 0);
    assertEquals("p50", Plots.percentile(-Math.log10(0.5)));
    assertEquals("p90", Plots.percentile(1));
    assertEquals("p99.9", Plots.percentile(3));
  }

  @Test
  void barsAreDrawnForEachGroup() throws Exception {
    bars("one.svg", List.of("credit"), List.of(100.0));
    bars("two.svg", List.of("credit", "balance"), List.of(100.0, 200.0));

    assertTrue(shapes("two.svg") > shapes("one.svg"));
  }

  private void bars(String file, List<String> groups, List<Double> values) throws IOException {
    var series = Map.of("bare SDK", values);
    Plots.bars(folder.resolve(file), "Throughput", "a second", groups, series);
  }

  /** Texts are shapes too: the plot looks the same wherever it is shown. */
  private int shapes(String file) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var svg = factory.newDocumentBuilder().parse(folder.resolve(file).toFile());
    assertEquals("svg", svg.getDocumentElement().getTagName());
    return Stream.of("path", "line", "rect", "polyline", "text")
        .mapToInt(shape -> svg.getElementsByTagName(shape).getLength())
        .sum();
  }
}
