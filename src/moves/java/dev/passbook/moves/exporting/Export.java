package dev.passbook.moves.exporting;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.ForwardPage;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Writes the histories of accounts into files, page by page, so that a long history needs no more
 * memory than a short one.
 */
public final class Export {
  private static final Logger LOG = Logger.getLogger(Export.class);
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int ACCOUNTS_AT_ONCE = 8;
  private static final int PAGE = 200;

  private final EventStore<Account, AccountEvent> store;
  private final ExportFiles files;
  private final Runnable exported;
  private final AtomicInteger unreadable = new AtomicInteger();

  /**
   * Creates an export.
   *
   * @param exported called after each event
   */
  public Export(EventStore<Account, AccountEvent> store, ExportFiles files, Runnable exported) {
    this.store = store;
    this.files = files;
    this.exported = exported;
  }

  /**
   * Exports accounts. If a history can't be read, it is exported up to the unreadable page and the
   * log says so. The other accounts continue.
   *
   * @return fails when the store gives no response in time, or a file can't be written
   */
  public Uni<Void> of(List<StreamId> accounts) {
    return Multi.createFrom()
        .iterable(accounts)
        .onItem()
        .transformToUni(this::one)
        .merge(ACCOUNTS_AT_ONCE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Returns how many accounts could not be exported to their end. */
  public int unreadable() {
    return unreadable.get();
  }

  private Uni<Void> one(StreamId account) {
    return Loop.until(
            OptionalLong::isEmpty, OptionalLong.of(0), after -> page(account, after.getAsLong()))
        .replaceWithVoid()
        .onFailure(UnreadableHistory.class)
        .recoverWithUni(failure -> cutShort(account, failure));
  }

  private Uni<OptionalLong> page(StreamId account, long after) {
    return new ForwardPage<>(store, account, after, PAGE, Deadline.in(STEP))
        .read()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .invoke(page -> write(page))
        .map(EventPage::next);
  }

  private void write(EventPage<AccountEvent> page) {
    files.add(page.events());
    page.events().forEach(event -> exported.run());
  }

  private Uni<Void> cutShort(StreamId account, Throwable failure) {
    unreadable.incrementAndGet();
    LOG.errorf("%s is not exported to its end: %s", account, failure);
    return Uni.createFrom().voidItem();
  }
}
