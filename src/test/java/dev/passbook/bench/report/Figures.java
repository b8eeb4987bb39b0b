package dev.passbook.bench.report;

import java.util.Locale;

/** Formats numbers for the tables. */
public final class Figures {
  private Figures() {}

  public static String decimals(int digits, double figure) {
    return Double.isFinite(figure) ? String.format(Locale.ROOT, "%." + digits + "f", figure) : "-";
  }

  public static String whole(double figure) {
    return Double.isFinite(figure) ? String.format(Locale.ROOT, "%,.0f", figure) : "-";
  }

  public static String times(double ratio) {
    return decimals(2, ratio) + " ×";
  }
}
