package dev.passbook.analytics;

import static dev.passbook.analytics.CurrencyPart.money;
import static dev.passbook.analytics.ReportRows.amount;

import dev.passbook.analytics.Grid.Cell;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows the reports as one HTML file, without a script and without anything from elsewhere. */
final class ReportsPage {
  /** How many holds, dormant accounts and differences are shown. */
  static final int MOST = 50;

  private final ReportRows rows;

  ReportsPage(ReportRows rows) {
    this.rows = rows;
  }

  String html() {
    var engine =
        Engine.builder()
            .addDefaults()
            .addValueResolver(ValueResolvers.rawResolver())
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .build();
    var html = Variant.forContentType(Variant.TEXT_HTML);
    engine.putTemplate("picture", engine.parse(resource("picture.html"), html));
    engine.putTemplate("grid", engine.parse(resource("grid.html"), html));
    return engine
        .parse(resource("page.html"), html)
        .data("page", this)
        .data("style", resource("page.css"))
        .render();
  }

  public String from() {
    return rows.span().from();
  }

  public String to() {
    return rows.span().to();
  }

  /** Returns the moment up to which lake and table are compared. */
  public String compared() {
    return minute(rows.span().moment());
  }

  public List<CurrencyPart> currencies() {
    var parts = new ArrayList<CurrencyPart>();
    rows.currencies().forEach(code -> parts.add(new CurrencyPart(rows, code)));
    return parts;
  }

  public Grid holds() {
    return Grid.of(
        List.of("Hold", "Reserved", "Of", "", "Placed", "Expires"),
        rows.of(Report.HOLDS_OUTSTANDING),
        MOST,
        row ->
            List.of(
                Cell.text(row.get("hold")),
                Cell.number(money(amount(row, "remaining"), currency(row))),
                Cell.number(money(amount(row, "amount"), currency(row))),
                Cell.text(currency(row)),
                Cell.text(minute(row.get("placed"))),
                Cell.text(minute(row.get("expires")))));
  }

  public Grid dormant() {
    return Grid.of(
        List.of("Account", "Balance", "", "Since"),
        rows.of(Report.DORMANT_ACCOUNTS),
        MOST,
        row ->
            List.of(
                Cell.text(row.get("account")),
                Cell.number(money(amount(row, "balance"), currency(row))),
                Cell.text(currency(row)),
                Cell.text(minute(row.get("since")))));
  }

  public String dormantSince() {
    return rows.span().dormantSince();
  }

  /** Returns the number of accounts for which lake and table differ. */
  public int differences() {
    return rows.of(Report.RECONCILIATION).size();
  }

  public Grid reconciliation() {
    return Grid.of(
        List.of(
            "Account",
            "Version in the table",
            "in the lake",
            "Events in the lake",
            "Balance in the table",
            "in the lake",
            "Chain in the table",
            "in the lake"),
        rows.of(Report.RECONCILIATION),
        MOST,
        row -> row.values().stream().map(ReportsPage::cell).toList());
  }

  private static Cell cell(Object value) {
    return value instanceof String
        ? Cell.text(value)
        : Cell.number(value == null ? "–" : DuckDb.text(value));
  }

  private static String currency(Map<String, Object> row) {
    return row.get("currency").toString();
  }

  /** Returns a timestamp to the minute. */
  static String minute(Object timestamp) {
    return timestamp.toString().substring(0, 16).replace('T', ' ');
  }

  private static String resource(String name) {
    try (var in = ReportsPage.class.getResourceAsStream("/reports/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
