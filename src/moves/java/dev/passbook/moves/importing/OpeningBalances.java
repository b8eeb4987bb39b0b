package dev.passbook.moves.importing;

import static dev.passbook.moves.CsvColumns.ACCOUNT;
import static dev.passbook.moves.CsvColumns.BALANCE;
import static dev.passbook.moves.CsvColumns.CURRENCY;
import static dev.passbook.moves.CsvColumns.OWNER;

import dev.passbook.account.AccountCreated;
import dev.passbook.account.BalanceCredited;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.moves.importing.OldEntry.Kind;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A CSV file with one line for each account. The account is opened with one credit of its balance.
 */
public final class OpeningBalances implements OldAccounts {
  private static final Set<String> REQUIRED = Set.of(ACCOUNT, OWNER, CURRENCY, BALANCE);
  private static final String REFERENCE = "Opening balance";

  private final Map<String, List<Line>> accounts;
  private final String at;

  private record Line(String owner, String currency, String balance) {}

  private OpeningBalances(Map<String, List<Line>> accounts, String at) {
    this.accounts = accounts;
    this.at = at;
  }

  /**
   * Reads the file.
   *
   * @param at when the accounts are opened. A second run must name the same time.
   * @throws UnreadableSource if the file is no such CSV
   */
  public static OpeningBalances read(Path file, Instant at) {
    var accounts =
        CsvLines.byAccount(
            file,
            REQUIRED,
            Set.of(),
            line ->
                new Line(
                    CsvLines.text(line, OWNER),
                    CsvLines.value(line, CURRENCY),
                    CsvLines.value(line, BALANCE)));
    return new OpeningBalances(accounts, Timestamp.format(at));
  }

  @Override
  public Uni<List<String>> ids() {
    return Uni.createFrom().item(List.copyOf(accounts.keySet()));
  }

  /** Returns the account. A second line of one account opens it again, which is a fault. */
  @Override
  public Uni<OldAccount> account(String id) {
    return Uni.createFrom().item(() -> account(id, accounts.get(id)));
  }

  private OldAccount account(String id, List<Line> lines) {
    var entries = new ArrayList<OldEntry>();
    for (var line : lines) {
      entries.add(entry(entries, Kind.OPENED, AccountCreated.TYPE, null, null));
      entries.add(entry(entries, Kind.CREDIT, BalanceCredited.TYPE, line.balance(), REFERENCE));
    }
    var first = lines.get(0);
    return new OldAccount(id, first.owner(), first.currency(), entries);
  }

  private OldEntry entry(
      List<OldEntry> before, Kind kind, String type, String amount, String reference) {
    return new OldEntry(before.size() + 1L, kind, type, at, amount, false, null, reference);
  }
}
