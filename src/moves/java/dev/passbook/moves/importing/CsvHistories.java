package dev.passbook.moves.importing;

import static dev.passbook.moves.CsvColumns.ACCOUNT;
import static dev.passbook.moves.CsvColumns.AMOUNT;
import static dev.passbook.moves.CsvColumns.AT;
import static dev.passbook.moves.CsvColumns.BALANCE;
import static dev.passbook.moves.CsvColumns.CURRENCY;
import static dev.passbook.moves.CsvColumns.OWNER;
import static dev.passbook.moves.CsvColumns.REFERENCE;
import static dev.passbook.moves.CsvColumns.TYPE;
import static dev.passbook.moves.CsvColumns.VERSION;
import static java.util.Map.entry;

import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountLimited;
import dev.passbook.account.AccountRestricted;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.HoldExpired;
import dev.passbook.account.HoldPlaced;
import dev.passbook.account.HoldReleased;
import dev.passbook.account.HolderChanged;
import dev.passbook.moves.importing.OldEntry.Kind;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with one line for each event. The types are those of the API. The file is read into
 * memory, since the lines of an account may stand anywhere in it.
 */
public final class CsvHistories implements OldAccounts {
  private static final Set<String> REQUIRED = Set.of(ACCOUNT, AT, TYPE, AMOUNT);
  private static final Set<String> OPTIONAL = Set.of(REFERENCE, VERSION, BALANCE, CURRENCY, OWNER);

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          entry(AccountCreated.TYPE, Kind.OPENED),
          entry(BalanceCredited.TYPE, Kind.CREDIT),
          entry(BalanceWithdrawn.TYPE, Kind.WITHDRAWAL),
          entry(AccountLimited.TYPE, Kind.LIMIT),
          entry(AccountClosed.TYPE, Kind.CLOSED),
          entry(AccountRestricted.TYPE, Kind.SKIPPED),
          entry(HolderChanged.TYPE, Kind.SKIPPED),
          entry(HoldPlaced.TYPE, Kind.SKIPPED),
          entry(HoldReleased.TYPE, Kind.SKIPPED),
          entry(HoldExpired.TYPE, Kind.SKIPPED));

  private final Map<String, List<Line>> accounts;

  private record Line(
      String at,
      String type,
      String amount,
      String balance,
      String reference,
      String currency,
      String owner) {
    static Line of(CSVRecord line) {
      return new Line(
          CsvLines.value(line, AT),
          CsvLines.value(line, TYPE),
          CsvLines.value(line, AMOUNT),
          CsvLines.value(line, BALANCE),
          CsvLines.text(line, REFERENCE),
          CsvLines.value(line, CURRENCY),
          CsvLines.text(line, OWNER));
    }

    OldEntry entry(long number) {
      var kind = type == null ? Kind.UNKNOWN : KINDS.getOrDefault(type, Kind.UNKNOWN);
      return new OldEntry(number, kind, type, at, amount, false, balance, reference);
    }
  }

  private CsvHistories(Map<String, List<Line>> accounts) {
    this.accounts = accounts;
  }

  /**
   * @throws UnreadableSource if the file is no such CSV
   */
  public static CsvHistories read(Path file) {
    return new CsvHistories(CsvLines.byAccount(file, REQUIRED, OPTIONAL, Line::of));
  }

  @Override
  public Uni<List<String>> ids() {
    return Uni.createFrom().item(List.copyOf(accounts.keySet()));
  }

  /** Returns the account. An account that has no line for its opening is opened by its first. */
  @Override
  public Uni<OldAccount> account(String id) {
    return Uni.createFrom().item(() -> account(id, accounts.get(id)));
  }

  private static OldAccount account(String id, List<Line> lines) {
    var entries = new ArrayList<OldEntry>();
    var first = lines.get(0);
    if (!AccountCreated.TYPE.equals(first.type())) {
      entries.add(opening(first));
    }
    lines.forEach(line -> entries.add(line.entry(entries.size() + 1L)));
    return new OldAccount(
        id,
        first(lines.stream().map(Line::owner)),
        first(lines.stream().map(Line::currency)),
        entries);
  }

  private static OldEntry opening(Line first) {
    return new OldEntry(1, Kind.OPENED, AccountCreated.TYPE, first.at(), null, false, null, null);
  }

  private static String first(Stream<String> values) {
    return values.filter(Objects::nonNull).findFirst().orElse(null);
  }
}
