package dev.passbook.moves.exporting;

import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.RecordedEvent;
import java.util.List;

/** The files that an export fills. */
public interface ExportFiles {

  /**
   * Adds events of one account, which follow on those that were added before. It blocks until they
   * are written.
   *
   * @throws java.io.UncheckedIOException if they can't be written
   */
  void add(List<RecordedEvent<AccountEvent>> events);
}
