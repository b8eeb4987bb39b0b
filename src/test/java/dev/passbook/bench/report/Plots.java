package dev.passbook.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws plots as PNG. As SVG they would be ten times larger, because the library turns texts into
 * shapes.
 */
public final class Plots {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 420;

  /** Twice the intended resolution, for sharpness. */
  private static final int DPI = 144;

  private static final float[] DASHES = {6, 4};

  private static final Color[] COLOURS = {
    new Color(0x0072b2),
    new Color(0xd55e00),
    new Color(0x009e73),
    new Color(0xcc79a7),
    new Color(0xe69f00),
    new Color(0x56b4e9)
  };

  private Plots() {}

  /**
   * A line of a plot.
   *
   * @param dashed true for the floor, false for what is measured against it
   */
  public record Line(String name, List<Double> x, List<Double> y, boolean dashed) {
    public static Line of(String name, Map<Integer, Double> points, boolean dashed) {
      return new Line(
          name,
          points.keySet().stream().map(Integer::doubleValue).toList(),
          List.copyOf(points.values()),
          dashed);
    }
  }

  /**
   * Plots milliseconds from 0 up over something that grows by powers of ten: flat must look flat.
   */
  public static void growth(Path file, String title, String what, List<Line> lines)
      throws IOException {
    XYChart chart = chart(title, what, "p50, ms");
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    // The library's own logarithmic axis would label the points wrongly.
    chart.getStyler().setxAxisTickLabelsFormattingFunction(Plots::powerOfTen);
    addTo(chart, lines.stream().map(line -> onX(line, Math::log10)).toList());
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.1 * highest(lines));
    save(chart, file);
  }

  /**
   * Plots latency by percentile. Further to the right, fewer requests were slower: one in 10, in
   * 100, in 1,000.
   *
   * @param lines whose x is the share of slower requests, such as 0.01
   */
  public static void percentiles(Path file, String title, List<Line> lines) throws IOException {
    XYChart chart = chart(title, "percentile of requests", "ms");
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setxAxisTickLabelsFormattingFunction(Plots::percentileIfWhole);
    addTo(chart, lines.stream().map(Plots::byNines).toList());
    save(chart, file);
  }

  /** Plots bars side by side, a group for each name on the x axis. */
  public static void bars(
      Path file, String title, String unit, List<String> groups, Map<String, List<Double>> series)
      throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    chart.setYAxisTitle(unit);
    style(chart.getStyler());
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    series.forEach((name, values) -> chart.addSeries(name, groups, values));
    save(chart, file);
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    chart.setXAxisTitle(x);
    chart.setYAxisTitle(y);
    style(chart.getStyler());
    return chart;
  }

  private static void style(AxesChartStyler styler) {
    styler
        .setLocale(Locale.ROOT)
        .setPlotGridLinesColor(new Color(0xdddddd))
        .setAxisTitleFont(font(Font.PLAIN, 13))
        .setAxisTickLabelsFont(font(Font.PLAIN, 12))
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setSeriesColors(COLOURS)
        .setChartTitleFont(font(Font.BOLD, 15))
        .setLegendFont(font(Font.PLAIN, 12))
        .setLegendBorderColor(Color.WHITE)
        .setLegendPosition(LegendPosition.OutsideE);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  private static void addTo(XYChart chart, List<Line> lines) {
    for (Line line : lines) {
      var series = chart.addSeries(line.name(), line.x(), line.y());
      series.setLineStyle(stroke(line.dashed()));
      series.setMarker(line.dashed() ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }
  }

  private static BasicStroke stroke(boolean dashed) {
    return dashed
        ? new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, DASHES, 0)
        : new BasicStroke(2);
  }

  private static double highest(List<Line> lines) {
    return lines.stream()
        .flatMap(line -> line.y().stream())
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }

  private static Line byNines(Line line) {
    return onX(line, slower -> -Math.log10(slower));
  }

  private static Line onX(Line line, Function<Double, Double> scale) {
    return new Line(line.name(), line.x().stream().map(scale).toList(), line.y(), line.dashed());
  }

  /** Returns the power of ten for a whole number of zeros, else a blank. */
  static String powerOfTen(double zeros) {
    return isWhole(zeros) ? Figures.whole(Math.pow(10, Math.rint(zeros))) : " ";
  }

  /** Percentiles in between have no common name. */
  private static String percentileIfWhole(double nines) {
    return isWhole(nines) ? percentile(nines) : " ";
  }

  private static boolean isWhole(double value) {
    return Math.abs(value - Math.rint(value)) < 0.01;
  }

  /** Returns the common name for a number of nines: 2 are p99. */
  static String percentile(double nines) {
    double percentile = 100 * (1 - Math.pow(10, -nines));
    return "p" + String.format(Locale.ROOT, "%.4g", percentile).replaceFirst("\\.?0+$", "");
  }

  private static void save(Chart<?, ?> chart, Path file) throws IOException {
    BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, DPI);
  }
}
