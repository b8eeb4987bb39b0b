package dev.passbook.moves.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.passbook.moves.importing.ImportedAccount.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reports an import: how many accounts had which outcome, the sums before and after, and each
 * account about which there is something to say.
 */
public final class ImportReport {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final ImportRules rules;
  private final boolean dryRun;
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final Map<String, Sums> sums = new TreeMap<>();
  private final List<ImportedAccount> noteworthy = new ArrayList<>();
  private long written;

  /**
   * The sums of one currency.
   *
   * @param before what the earlier system says of the imported accounts
   * @param after what Passbook says of them
   * @param leftOut what the earlier system says of the accounts that were left out
   */
  record Sums(BigDecimal before, BigDecimal after, BigDecimal leftOut) {
    static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    Sums plus(ImportedAccount account) {
      var old = account.converted().oldBalance();
      return account.outcome() == Outcome.LEFT_OUT
          ? new Sums(before, after, leftOut.add(old))
          : new Sums(before.add(old), after.add(account.balance()), leftOut);
    }
  }

  ImportReport(ImportRules rules, boolean dryRun) {
    this.rules = rules;
    this.dryRun = dryRun;
  }

  void add(ImportedAccount account) {
    outcomes.merge(account.outcome(), 1, Integer::sum);
    written += account.written();
    sums.merge(currency(account), Sums.NONE.plus(account), (all, one) -> all.plus(account));
    if (account.outcome() == Outcome.LEFT_OUT || !account.converted().remarks().all().isEmpty()) {
      noteworthy.add(account);
    }
  }

  private static String currency(ImportedAccount account) {
    var currency = account.converted().currency();
    return currency == null ? "unknown" : currency.code();
  }

  /** Returns how many accounts had the outcome. */
  public int count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /** Returns how many events were written, or would have been in a dry run. */
  public long written() {
    return written;
  }

  /** Returns the sums for each currency. */
  Map<String, Sums> sums() {
    return sums;
  }

  /** Writes the whole report as JSON. */
  public void writeTo(Writer writer) throws IOException {
    try (var json = JSON.createGenerator(writer).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("source", rules.source());
      json.writeBooleanField("dryRun", dryRun);
      json.writeObjectFieldStart("accounts");
      for (var outcome : Outcome.values()) {
        json.writeNumberField(name(outcome), count(outcome));
      }
      json.writeEndObject();
      json.writeNumberField("eventsWritten", written);
      json.writeObjectFieldStart("sums");
      for (var each : sums.entrySet()) {
        json.writeObjectFieldStart(each.getKey());
        write(json, each.getValue());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeArrayFieldStart("noteworthy");
      for (var account : noteworthy) {
        write(json, account);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Sums sums) throws IOException {
    json.writeNumberField("before", sums.before());
    json.writeNumberField("after", sums.after());
    json.writeNumberField("difference", sums.after().subtract(sums.before()));
    json.writeNumberField("leftOut", sums.leftOut());
  }

  private static void write(JsonGenerator json, ImportedAccount account) throws IOException {
    var converted = account.converted();
    json.writeStartObject();
    json.writeStringField("oldId", converted.oldId());
    json.writeStringField("account", converted.account().toString());
    json.writeStringField("outcome", name(account.outcome()));
    json.writeNumberField("oldBalance", converted.oldBalance());
    if (account.balance() != null) {
      json.writeNumberField("balance", account.balance());
    }
    json.writeArrayFieldStart("remarks");
    for (var remark : converted.remarks().all()) {
      json.writeStartObject();
      json.writeStringField("remark", name(remark.kind()));
      json.writeNumberField("entry", remark.entry());
      json.writeNumberField("times", remark.times());
      json.writeStringField("detail", remark.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the figures and the accounts that were left out, for a terminal. */
  public String text() {
    var text = new StringBuilder(dryRun ? "Dry run: nothing is written.\n" : "");
    for (var outcome : Outcome.values()) {
      text.append(String.format(Locale.ROOT, "%-12s%d%n", name(outcome), count(outcome)));
    }
    text.append(String.format(Locale.ROOT, "%-12s%d%n", "events", written));
    sums.forEach(
        (currency, each) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%s: %s before, %s after, %s left out%n",
                    currency,
                    each.before().toPlainString(),
                    each.after().toPlainString(),
                    each.leftOut().toPlainString())));
    noteworthy.stream()
        .filter(account -> account.outcome() == Outcome.LEFT_OUT)
        .forEach(account -> text.append(line(account)));
    return text.toString();
  }

  private static String line(ImportedAccount account) {
    var line = new StringBuilder("left out: " + account.converted().oldId());
    for (var remark : account.converted().remarks().all()) {
      if (remark.kind().weight() != Remark.Weight.NOTE) {
        line.append(
            String.format(
                Locale.ROOT,
                "; %s at entry %d: %s",
                name(remark.kind()),
                remark.entry(),
                remark.detail()));
      }
    }
    return line.append('\n').toString();
  }
}
