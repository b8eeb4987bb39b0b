package dev.passbook.analytics;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the page's charts, each for a light and for a dark background, as PNG in data URIs. */
final class Charts {
  private static final int WIDTH = 880;
  private static final int HEIGHT = 260;
  private static final int SMALL_WIDTH = 270;
  private static final int SMALL_HEIGHT = 120;

  /** Twice the pixels, for sharp displays. */
  private static final int SCALE = 2;

  private static final int MOST_LABELS = 12;

  private static final Color NONE = new Color(0, 0, 0, 0);

  private Charts() {}

  /** A chart in both variants, with a text for those who don't see it. */
  record Picture(String light, String dark, int width, int height, String alt) {}

  /** The colours of one variant. */
  private record Theme(Color ink, Color grid, Color line, Color in, Color out) {
    static final Theme LIGHT =
        new Theme(
            new Color(0x5c6577),
            new Color(0xe3e0d8),
            new Color(0x14634f),
            new Color(0x14634f),
            new Color(0xc2571a));
    static final Theme DARK =
        new Theme(
            new Color(0x9aa4b6),
            new Color(0x2a3240),
            new Color(0x6fd3b4),
            new Color(0x6fd3b4),
            new Color(0xf0965a));

    Color area() {
      return new Color(line.getRed(), line.getGreen(), line.getBlue(), 40);
    }
  }

  /** Draws a value that each day ends with. */
  static Picture line(List<LocalDate> days, List<BigDecimal> values, String alt) {
    return picture(WIDTH, HEIGHT, alt, theme -> line(theme, WIDTH, HEIGHT, days, values));
  }

  /** Draws such a value small, with its lowest and highest as the only labels. */
  static Picture smallLine(List<LocalDate> days, List<BigDecimal> values, String alt) {
    return picture(
        SMALL_WIDTH,
        SMALL_HEIGHT,
        alt,
        theme -> {
          var chart = line(theme, SMALL_WIDTH, SMALL_HEIGHT, days, values);
          chart.getStyler().setXAxisTicksVisible(false);
          chart.getStyler().setYAxisTickMarkSpacingHint(SMALL_HEIGHT / 2);
          return chart;
        });
  }

  /** Draws what came in upwards, and what went out downwards. */
  static Picture upAndDown(
      List<LocalDate> days, List<BigDecimal> in, List<BigDecimal> out, String alt) {
    return picture(
        WIDTH,
        HEIGHT,
        alt,
        theme -> {
          CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).build();
          style(chart.getStyler(), theme, days);
          chart.getStyler().setOverlapped(true);
          chart.getStyler().setAvailableSpaceFill(days.size() > 60 ? 1 : 0.8);
          chart.addSeries("in", dates(days), in).setFillColor(theme.in());
          chart
              .addSeries("out", dates(days), out.stream().map(BigDecimal::negate).toList())
              .setFillColor(theme.out());
          return chart;
        });
  }

  private static XYChart line(
      Theme theme, int width, int height, List<LocalDate> days, List<BigDecimal> values) {
    XYChart chart = new XYChartBuilder().width(width).height(height).build();
    style(chart.getStyler(), theme, days);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.StepArea);
    var lowest = values.stream().reduce(BigDecimal.ZERO, BigDecimal::min);
    var highest = values.stream().reduce(BigDecimal.ONE, BigDecimal::max);
    chart.getStyler().setYAxisMin(lowest.doubleValue() * 1.05);
    chart.getStyler().setYAxisMax(highest.doubleValue() * 1.05);
    var series = chart.addSeries("value", dates(days), values);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(theme.line());
    series.setLineStyle(new BasicStroke(1.6f));
    series.setFillColor(theme.area());
    return chart;
  }

  private static void style(AxesChartStyler styler, Theme theme, List<LocalDate> days) {
    var labels = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    styler.setChartBackgroundColor(NONE);
    styler.setPlotBackgroundColor(NONE);
    styler.setPlotBorderVisible(false);
    styler.setChartPadding(2);
    styler.setLegendVisible(false);
    styler.setChartTitleVisible(false);
    styler.setAxisTitlesVisible(false);
    styler.setAxisTicksMarksVisible(false);
    styler.setAxisTickLabelsFont(labels);
    styler.setAxisTickLabelsColor(theme.ink());
    styler.setXAxisTickMarksColor(theme.grid());
    styler.setYAxisTickMarksColor(theme.grid());
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesColor(theme.grid());
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setTimezone(TimeZone.getTimeZone(ZoneOffset.UTC));
    styler.setDatePattern(span(days) > 75 ? "MMM yyyy" : "d MMM");
    styler.setYAxisTickMarkSpacingHint(44);
    styler.setyAxisTickLabelsFormattingFunction(Charts::shortened);
    styler.setAntiAlias(true);
    if (days.size() > MOST_LABELS) {
      styler.setXAxisMaxLabelCount(MOST_LABELS);
    }
  }

  private static long span(List<LocalDate> days) {
    return ChronoUnit.DAYS.between(days.get(0), days.get(days.size() - 1));
  }

  /** Returns a number as an axis shows it: 1.5M, 20k, 300. */
  static String shortened(double value) {
    var size = Math.abs(value);
    return size >= 1_000_000
        ? trimmed(value / 1_000_000) + "M"
        : size >= 1_000 ? trimmed(value / 1_000) + "k" : trimmed(value);
  }

  private static String trimmed(double value) {
    var rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    return DuckDb.text(rounded);
  }

  private static List<Date> dates(List<LocalDate> days) {
    return days.stream()
        .map(day -> Date.from(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .toList();
  }

  private static Picture picture(
      int width, int height, String alt, Function<Theme, Chart<?, ?>> chart) {
    return new Picture(
        uri(chart.apply(Theme.LIGHT), width, height),
        uri(chart.apply(Theme.DARK), width, height),
        width,
        height,
        alt);
  }

  private static String uri(Chart<?, ?> chart, int width, int height) {
    var image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_ARGB);
    var graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    chart.paint(graphics, width, height);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes every byte", e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
