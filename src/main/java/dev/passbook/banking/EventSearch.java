package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Snapshot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Finds events by time and by type.
 *
 * <p>A time is a range of versions. Types have no index, so a page ends when it is full or when
 * {@value #MOST_READ} events were read for it, and says where the next page continues. It may have
 * fewer events than its limit, or none, and still have a next page.
 */
@ApplicationScoped
public class EventSearch {
  /** The most events that are read for one page of some types. */
  public static final int MOST_READ = 500;

  private final History history;
  private final EventStore<Account, AccountEvent> store;

  public EventSearch(History history, EventStore<Account, AccountEvent> store) {
    this.history = history;
    this.store = store;
  }

  /**
   * Returns the wanted events after a version, oldest first. Without a filter, it needs no search.
   */
  public Uni<Lookup<EventPage<AccountEvent>>> forward(
      Caller caller, UUID account, EventFilter filter, long after, int limit, Deadline deadline) {
    if (filter.isEmpty()) {
      return history.forward(caller, account, after, limit, deadline);
    }
    var scan = new EventScan(store, AccountIds.stream(account), filter, false, limit, deadline);
    return page(caller, account, scan, range -> range.from(after + 1));
  }

  /** Returns the wanted events before a version, newest first. */
  public Uni<Lookup<EventPage<AccountEvent>>> backward(
      Caller caller, UUID account, EventFilter filter, long before, int limit, Deadline deadline) {
    if (filter.isEmpty()) {
      return history.backward(caller, account, before, limit, deadline);
    }
    var scan = new EventScan(store, AccountIds.stream(account), filter, true, limit, deadline);
    return page(caller, account, scan, range -> range.upTo(before - 1));
  }

  private Uni<Lookup<EventPage<AccountEvent>>> page(
      Caller caller, UUID account, EventScan scan, UnaryOperator<VersionRange> part) {
    return history
        .now(caller, account, scan.deadline())
        .chain(
            found ->
                found.either(
                    head -> page(head, scan, part).map(Lookup::found),
                    missing -> Uni.createFrom().item(Lookup.missing(missing))));
  }

  private Uni<EventPage<AccountEvent>> page(
      Snapshot<Account> head, EventScan scan, UnaryOperator<VersionRange> part) {
    var filter = scan.filter();
    return VersionRange.recorded(filter.from(), filter.to(), head, store, scan.deadline())
        .map(part)
        .chain(scan::page);
  }
}
