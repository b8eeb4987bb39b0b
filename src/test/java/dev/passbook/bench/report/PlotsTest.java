package dev.passbook.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.bench.report.Plots.Line;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotsTest {
  @TempDir private Path folder;

  @Test
  void growthDrawsEachLine() throws IOException {
    var x = List.of(10.0, 1_000.0, 100_000.0);
    var line = new Line("balance", x, List.of(1.1, 1.0, 1.2), false);
    var floor = new Line("bare Query", x, List.of(0.7, 0.8, 0.7), true);

    Plots.growth(folder.resolve("one.png"), "Growth", "events", List.of(line));
    Plots.growth(folder.resolve("two.png"), "Growth", "events", List.of(line, floor));

    assertTrue(drawn("two.png") > drawn("one.png"));
  }

  @Test
  void percentilesAreDrawn() throws IOException {
    var slower = List.of(0.5, 0.1, 0.01, 0.001);
    var line = new Line("credit", slower, List.of(1.0, 2.0, 9.0, 30.0), false);

    Plots.percentiles(folder.resolve("percentiles.png"), "Latency", List.of(line));

    assertTrue(drawn("percentiles.png") > 0);
    assertEquals("p50", Plots.percentile(-Math.log10(0.5)));
    assertEquals("p90", Plots.percentile(1));
    assertEquals("p99.9", Plots.percentile(3));
  }

  @Test
  void powersOfTenAreLabelled() {
    assertEquals("1", Plots.powerOfTen(0));
    assertEquals("1,000", Plots.powerOfTen(3));
    assertEquals(" ", Plots.powerOfTen(4.7));
  }

  @Test
  void barsAreDrawnForEachGroup() throws IOException {
    bars("low.png", List.of("credit", "balance"), List.of(100.0, 1.0));
    bars("high.png", List.of("credit", "balance"), List.of(100.0, 100.0));

    assertTrue(drawn("high.png") > drawn("low.png"));
  }

  private void bars(String file, List<String> groups, List<Double> values) throws IOException {
    var series = Map.of("bare SDK", values);
    Plots.bars(folder.resolve(file), "Throughput", "a second", groups, series);
  }

  /** Counts the points that don't have the background's colour. */
  private long drawn(String file) throws IOException {
    var plot = ImageIO.read(folder.resolve(file).toFile());
    var points = plot.getRGB(0, 0, plot.getWidth(), plot.getHeight(), null, 0, plot.getWidth());
    return Arrays.stream(points).filter(point -> point != Color.WHITE.getRGB()).count();
  }
}
