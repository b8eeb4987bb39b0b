package dev.passbook.analytics;

import static dev.passbook.analytics.ReportRows.amount;

import dev.passbook.account.Currencies;
import dev.passbook.analytics.Charts.Picture;
import dev.passbook.analytics.Grid.Cell;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page's part about one currency. */
final class CurrencyPart {
  private static final int ALL = Integer.MAX_VALUE;

  private final ReportRows rows;
  private final String code;
  private final List<LocalDate> days;

  /** An account with its balances. */
  record AccountPicture(
      String name, String account, String balance, Picture picture, Grid numbers) {}

  CurrencyPart(ReportRows rows, String code) {
    this.rows = rows;
    this.code = code;
    this.days =
        LocalDate.parse(rows.span().from())
            .datesUntil(LocalDate.parse(rows.span().to()).plusDays(1))
            .toList();
  }

  public String code() {
    return code;
  }

  /** Returns the sum of all balances at the end of the last day. */
  public String total() {
    return money(sum("balance"));
  }

  public String held() {
    return money(sum("held"));
  }

  public int accounts() {
    return rows.of(Report.BALANCES, code).size();
  }

  private BigDecimal sum(String column) {
    return rows.of(Report.BALANCES, code).stream()
        .map(row -> amount(row, column))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public Picture totals() {
    var values = daily(rows.of(Report.TOTAL_BALANCES, code), "total");
    return Charts.line(days, values, "All balances in " + code + " by day: " + told(values));
  }

  public Grid totalNumbers() {
    return Grid.of(
        List.of("Day", "Total " + code),
        rows.of(Report.TOTAL_BALANCES, code),
        ALL,
        row -> List.of(Cell.text(row.get("day")), Cell.number(money(amount(row, "total")))));
  }

  public Picture movements() {
    var in = sums("credited");
    var out = sums("withdrawn");
    var alt =
        "Movements in %s by day: %s came in and %s went out, at most %s and %s in a day."
            .formatted(
                code, money(total(in)), money(total(out)), money(highest(in)), money(highest(out)));
    return Charts.upAndDown(days, in, out, alt);
  }

  public Grid movementNumbers() {
    return Grid.of(
        List.of("Day", "Credits", "Credited", "Withdrawals", "Withdrawn", "Reversals", "Reversed"),
        rows.of(Report.DAILY_MOVEMENTS, code),
        ALL,
        row ->
            List.of(
                Cell.text(row.get("day")),
                Cell.number(row.get("credits").toString()),
                Cell.number(money(amount(row, "credited"))),
                Cell.number(row.get("withdrawals").toString()),
                Cell.number(money(amount(row, "withdrawn"))),
                Cell.number(row.get("reversals").toString()),
                Cell.number(money(amount(row, "reversed")))));
  }

  /** Returns the accounts with the highest balances, the highest first. */
  public List<AccountPicture> largestAccounts() {
    var byAccount = new LinkedHashMap<String, List<Map<String, Object>>>();
    rows.of(Report.LARGEST_ACCOUNTS, code)
        .forEach(
            row ->
                byAccount
                    .computeIfAbsent(row.get("account").toString(), id -> new ArrayList<>())
                    .add(row));
    return byAccount.entrySet().stream()
        .map(each -> small(each.getKey(), each.getValue()))
        .toList();
  }

  private AccountPicture small(String account, List<Map<String, Object>> own) {
    var owner = own.get(0).get("owner");
    var name = owner == null ? account.substring(0, 8) : owner.toString();
    var values = daily(own, "balance");
    var numbers =
        Grid.of(
            List.of("Day", "Balance"),
            own,
            ALL,
            row -> List.of(Cell.text(row.get("day")), Cell.number(money(amount(row, "balance")))));
    return new AccountPicture(
        name,
        account,
        money(values.get(values.size() - 1)),
        Charts.smallLine(days, values, "Balance of " + name + " by day: " + told(values)),
        numbers);
  }

  public Grid largestMovements() {
    var largest = rows.of(Report.LARGEST_MOVEMENTS, code);
    var most = largest.isEmpty() ? BigDecimal.ONE : amount(largest.get(0), "amount");
    return Grid.of(
        List.of("", "Amount", "Type", "Time", "Reference", "Event"),
        largest,
        ALL,
        row ->
            List.of(
                Cell.number(row.get("place").toString()),
                Cell.bar(money(amount(row, "amount")), amount(row, "amount"), most),
                Cell.text(row.get("type").toString().contains("Credited") ? "in" : "out"),
                Cell.text(ReportsPage.minute(row.get("time"))),
                Cell.text(row.get("reference")),
                Cell.text(row.get("id"))));
  }

  /** Returns a value for each day: what a day doesn't have is as it was the day before. */
  private List<BigDecimal> daily(List<Map<String, Object>> some, String column) {
    var known = byDay(some, column);
    var values = new ArrayList<BigDecimal>();
    var last = BigDecimal.ZERO;
    for (var day : days) {
      last = known.getOrDefault(day.toString(), last);
      values.add(last);
    }
    return values;
  }

  private List<BigDecimal> sums(String column) {
    var known = byDay(rows.of(Report.DAILY_MOVEMENTS, code), column);
    return days.stream().map(day -> known.getOrDefault(day.toString(), BigDecimal.ZERO)).toList();
  }

  private static Map<String, BigDecimal> byDay(List<Map<String, Object>> some, String column) {
    var known = new HashMap<String, BigDecimal>();
    some.forEach(row -> known.put(row.get("day").toString(), amount(row, column)));
    return known;
  }

  private String told(List<BigDecimal> values) {
    return "%s at first, %s in the end, between %s and %s."
        .formatted(
            money(values.get(0)),
            money(values.get(values.size() - 1)),
            money(values.stream().reduce(BigDecimal::min).orElseThrow()),
            money(highest(values)));
  }

  private static BigDecimal total(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal highest(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal::max).orElseThrow();
  }

  private String money(BigDecimal amount) {
    return money(amount, code);
  }

  /** Returns an amount with the currency's fraction digits, and a comma between thousands. */
  static String money(BigDecimal amount, String currency) {
    var digits = Currencies.of(currency).fractionDigits();
    return String.format(Locale.ROOT, "%,." + digits + "f", amount);
  }
}
