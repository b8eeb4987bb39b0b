package dev.passbook.moves.exporting;

import static dev.passbook.moves.CsvColumns.ACCOUNT;
import static dev.passbook.moves.CsvColumns.AMOUNT;
import static dev.passbook.moves.CsvColumns.AT;
import static dev.passbook.moves.CsvColumns.BALANCE;
import static dev.passbook.moves.CsvColumns.CURRENCY;
import static dev.passbook.moves.CsvColumns.OWNER;
import static dev.passbook.moves.CsvColumns.REFERENCE;
import static dev.passbook.moves.CsvColumns.TYPE;
import static dev.passbook.moves.CsvColumns.VERSION;

import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.AccountLimited;
import dev.passbook.account.Money;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.moves.CsvText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file with one line for each event, which an import can read. */
public final class CsvExport implements ExportFiles {
  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  private final Path file;

  /**
   * Creates the file with the names of its columns.
   *
   * @throws UncheckedIOException if it can't be written
   */
  public CsvExport(Path folder) {
    this.file = folder.resolve("events.csv");
    var header =
        FORMAT
            .builder()
            .setHeader(ACCOUNT, VERSION, AT, TYPE, AMOUNT, CURRENCY, BALANCE, REFERENCE, OWNER)
            .get();
    write(header, List.of());
  }

  @Override
  public synchronized void add(List<RecordedEvent<AccountEvent>> events) {
    write(FORMAT, events);
  }

  private void write(CSVFormat format, List<RecordedEvent<AccountEvent>> events) {
    var lines = new StringWriter();
    try (var csv = new CSVPrinter(lines, format)) {
      for (var event : events) {
        csv.printRecord(line(event));
      }
      csv.flush();
      Files.writeString(
          file, lines.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object[] line(RecordedEvent<AccountEvent> recorded) {
    var event = recorded.event();
    return new Object[] {
      AccountIds.of(recorded.stream()),
      recorded.version(),
      Timestamp.format(recorded.at()),
      event.type(),
      plain(amount(event)),
      event.balance().currency(),
      plain(event.balance()),
      CsvText.write(event.reference()),
      event instanceof AccountCreated opened ? CsvText.write(opened.owner()) : null
    };
  }

  /** The overdraft stands in the column of the amount, as an import expects it. */
  private static Money amount(AccountEvent event) {
    return event instanceof AccountLimited limited ? limited.overdraft() : event.amount();
  }

  private static String plain(Money money) {
    return money == null ? null : money.value().toPlainString();
  }
}
