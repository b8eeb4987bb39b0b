package dev.passbook.moves.importing;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.VersionConflict;
import dev.passbook.moves.importing.Remark.Kind;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes converted accounts. It continues a stream that an earlier run began, and never writes into
 * a stream with other events: each event that stands there must equal the one that this import
 * would write at its version, with its command id.
 */
final class AccountImport {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int PAGE = 200;

  /** So many movements and a snapshot fit into one write unit. */
  private static final int EVENTS_A_ROW = 8;

  private final EventStore<Account, AccountEvent> store;

  /**
   * How far a stream holds the events of the import.
   *
   * @param events how many of the import's events were compared with the stream
   * @param isCompared whether one of the two has no more events
   */
  private record Reached(int events, boolean isCompared) {}

  AccountImport(EventStore<Account, AccountEvent> store) {
    this.store = store;
  }

  /** Returns how many events the stream lacks. If the stream has other events, it adds a remark. */
  Uni<Integer> missing(ConvertedAccount account) {
    return Loop.until(
            Reached::isCompared, new Reached(0, false), reached -> compare(account, reached))
        .map(reached -> account.events().size() - reached.events());
  }

  private Uni<Reached> compare(ConvertedAccount account, Reached reached) {
    var stream = account.events().get(0).stream();
    return store
        .readForward(stream, reached.events(), PAGE, Deadline.in(STEP))
        .invoke(page -> UnreadableHistory.checkUnbroken(stream, reached.events(), page))
        .map(page -> compare(account, reached.events(), page));
  }

  private static Reached compare(
      ConvertedAccount account, int before, List<RecordedEvent<AccountEvent>> page) {
    var planned = account.events();
    var reached = before;
    for (var standing : page) {
      if (reached == planned.size()) {
        return new Reached(reached, true);
      }
      var ours = planned.get(reached);
      // An event has a chain only once it is stored.
      if (!standing.chained(null).equals(ours)) {
        account
            .remarks()
            .add(difference(ours, standing), 0, "it stands at version " + standing.version());
        return new Reached(reached, true);
      }
      reached++;
    }
    return new Reached(reached, page.isEmpty());
  }

  private static Kind difference(
      RecordedEvent<AccountEvent> ours, RecordedEvent<AccountEvent> standing) {
    return ours.commandId().equals(standing.commandId()) ? Kind.SOURCE_CHANGED : Kind.OTHER_EVENTS;
  }

  /**
   * Writes the last events of the account.
   *
   * @param missing how many of them the stream lacks
   * @return the state after them; fails with {@link VersionConflict} if another writer was first
   */
  Uni<Snapshot<Account>> write(ConvertedAccount account, int missing) {
    var events = account.events();
    var rows = rows(events.subList(events.size() - missing, events.size())).iterator();
    return store
        .load(events.get(0).stream(), Deadline.in(STEP))
        .chain(head -> Loop.until(at -> !rows.hasNext(), head, at -> append(at, rows.next())));
  }

  private Uni<Snapshot<Account>> append(
      Snapshot<Account> head, List<RecordedEvent<AccountEvent>> row) {
    if (head.version() != row.get(0).version() - 1) {
      return Uni.createFrom().failure(new VersionConflict("another writer added events"));
    }
    return store
        .commit(new Commit<>(List.of(new Append<>(head, row)), List.of()), Deadline.in(STEP))
        .map(committed -> committed.heads().get(0));
  }

  /** Reads the state at the import's last event, as a proof of what was written. */
  Uni<Snapshot<Account>> read(ConvertedAccount account) {
    var stream = account.events().get(0).stream();
    return store.loadVersion(stream, account.events().size(), Deadline.in(STEP));
  }

  /**
   * A row has one time for all its events. So only events of the same time share one, since a moved
   * time would change what the account was at that time.
   */
  private static List<List<RecordedEvent<AccountEvent>>> rows(
      List<RecordedEvent<AccountEvent>> events) {
    var rows = new ArrayList<List<RecordedEvent<AccountEvent>>>();
    for (var event : events) {
      var last =
          rows.isEmpty() ? List.<RecordedEvent<AccountEvent>>of() : rows.get(rows.size() - 1);
      if (last.isEmpty() || last.size() == EVENTS_A_ROW || !last.get(0).at().equals(event.at())) {
        rows.add(new ArrayList<>());
      }
      rows.get(rows.size() - 1).add(event);
    }
    return rows;
  }
}
