package dev.passbook.analytics;

import static dev.passbook.analytics.DemoCustomer.Kind.CAPTURE;
import static dev.passbook.analytics.DemoCustomer.Kind.HOLD;
import static dev.passbook.analytics.DemoCustomer.Kind.IN;
import static dev.passbook.analytics.DemoCustomer.Kind.OUT;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * A customer of the demo's bank.
 *
 * @param firstDay when the account is opened, in days from the year's beginning
 * @param lastDay the day before which the customer is last heard of
 */
record DemoCustomer(String owner, String currency, int firstDay, int lastDay, List<Habit> habits) {

  enum Kind {
    IN,
    OUT,
    HOLD,
    CAPTURE
  }

  /**
   * What a customer does again and again.
   *
   * @param dayOfMonth 0 for any day
   * @param oneIn on one of how many of these days, on average
   */
  record Habit(Kind kind, int dayOfMonth, int oneIn, int least, int most, String reference) {
    boolean isOn(LocalDate day, Random random) {
      return (dayOfMonth == 0 || dayOfMonth == day.getDayOfMonth()) && random.nextInt(oneIn) == 0;
    }
  }

  private static Habit monthly(Kind kind, int day, int amount, String reference) {
    return new Habit(kind, day, 1, amount, amount, reference);
  }

  private static Habit often(Kind kind, int oneIn, int least, int most, String reference) {
    return new Habit(kind, 0, oneIn, least, most, reference);
  }

  static List<DemoCustomer> all() {
    return List.of(
        new DemoCustomer(
            "Harbour Bakery",
            "EUR",
            0,
            DemoYear.DAYS,
            List.of(
                often(IN, 1, 380, 1_150, "Takings"),
                often(OUT, 7, 700, 1_600, "Flour and butter"),
                monthly(OUT, 1, 2_400, "Rent"),
                monthly(OUT, 28, 11_500, "Wages"))),
        new DemoCustomer(
            "Hotel am See",
            "EUR",
            40,
            DemoYear.DAYS,
            List.of(
                often(IN, 2, 300, 1_900, "Rooms"),
                often(HOLD, 6, 400, 900, "Caterer's deposit"),
                often(CAPTURE, 9, 0, 1, "Catering"),
                often(OUT, 11, 500, 2_600, "Linen and repairs"),
                monthly(OUT, 27, 8_900, "Wages"))),
        new DemoCustomer(
            "Ada Lovelace",
            "EUR",
            0,
            DemoYear.DAYS,
            List.of(
                monthly(IN, 27, 3_200, "Salary"),
                monthly(OUT, 1, 980, "Rent"),
                often(HOLD, 45, 80, 240, "Car rental"),
                often(OUT, 2, 9, 110, "Groceries"),
                often(OUT, 30, 120, 500, "Travel"))),
        new DemoCustomer(
            "Émilie du Châtelet",
            "EUR",
            0,
            DemoYear.DAYS,
            List.of(
                monthly(IN, 25, 4_100, "Salary"),
                monthly(OUT, 3, 1_350, "Rent"),
                often(OUT, 2, 12, 130, "Groceries"),
                often(OUT, 60, 900, 2_400, "Books & instruments"))),
        new DemoCustomer(
            "Emmy Noether",
            "EUR",
            0,
            150,
            List.of(
                monthly(IN, 15, 1_400, "Scholarship"),
                monthly(OUT, 2, 520, "Rent"),
                often(OUT, 4, 8, 45, "Groceries"))),
        new DemoCustomer(
            "Joseph Fourier",
            "EUR",
            20,
            95,
            List.of(monthly(IN, 10, 600, "Savings"), often(OUT, 20, 30, 80, "Withdrawal"))),
        new DemoCustomer(
            "Sophie's savings",
            "EUR",
            10,
            DemoYear.DAYS,
            List.of(monthly(IN, 5, 450, "Savings plan"))),
        new DemoCustomer(
            "Bletchley Chess Club",
            "GBP",
            0,
            DemoYear.DAYS,
            List.of(
                often(IN, 4, 15, 60, "Membership"),
                monthly(OUT, 12, 140, "Room"),
                often(OUT, 50, 40, 220, "Tournament"))),
        new DemoCustomer(
            "Alan Turing",
            "GBP",
            0,
            DemoYear.DAYS,
            List.of(
                monthly(IN, 28, 2_700, "Salary"),
                monthly(OUT, 1, 1_050, "Rent"),
                often(OUT, 2, 6, 95, "Groceries"),
                often(HOLD, 30, 60, 200, "Hotel"),
                often(OUT, 75, 200, 900, "Bicycle"))),
        new DemoCustomer(
            "Joan Clarke",
            "GBP",
            80,
            230,
            List.of(monthly(IN, 28, 2_450, "Salary"), often(OUT, 3, 10, 120, "Groceries"))),
        new DemoCustomer(
            "Tea House Uji",
            "JPY",
            0,
            DemoYear.DAYS,
            List.of(
                often(IN, 1, 28_000, 96_000, "Takings"),
                often(OUT, 10, 150_000, 320_000, "Tea"),
                monthly(OUT, 25, 980_000, "Wages"))),
        new DemoCustomer(
            "Seki Takakazu",
            "JPY",
            0,
            DemoYear.DAYS,
            List.of(
                monthly(IN, 25, 310_000, "Salary"),
                monthly(OUT, 27, 92_000, "Rent"),
                often(OUT, 2, 900, 9_800, "Groceries"))));
  }
}
