package dev.passbook.rows;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.Lookup;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStores;
import dev.passbook.eventstore.dynamodb.LocalTable;
import dev.passbook.eventstore.dynamodb.StoredMarker;
import dev.passbook.eventstore.dynamodb.StoredRows;
import dev.passbook.streaming.Cursors;
import dev.passbook.streaming.UnreadableCursor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads an account's rows and the relay's cursor. All reads are strongly consistent. */
@ApplicationScoped
class AccountRows {
  private static final int MOST_MARKERS = 100;

  private final StoredRows<AccountEvent> rows;
  private final Optional<LocalTable> local;
  private final Cursors cursors;
  private final History history;

  AccountRows(
      DynamoDbEventStores stores, Instance<LocalTable> local, Cursors cursors, History history) {
    this.rows = stores.rowsOf(new AccountCodec());
    this.local = local.stream().findFirst();
    this.cursors = cursors;
    this.history = history;
  }

  /** Returns a page of the account's rows. An account that the caller may not read is missing. */
  Uni<Lookup<RowPage>> page(Caller caller, UUID account, RowQuery query, Deadline deadline) {
    return history
        .canReadDespiteDamage(caller, account, deadline)
        .chain(yes -> yes ? read(account, query, deadline) : Uni.createFrom().item(noAccount()));
  }

  private Uni<Lookup<RowPage>> read(UUID account, RowQuery query, Deadline deadline) {
    var stream = AccountIds.stream(account);
    return Uni.combine()
        .all()
        .unis(
            rows.before(stream, query.before(), query.limit(), deadline),
            publication(stream, query, deadline),
            markers(account, query, deadline))
        .with(RowPage::new)
        .chain(page -> found(stream, page, deadline));
  }

  /** A damaged cursor must not hide the rows. */
  private Uni<Publication> publication(StreamId stream, RowQuery query, Deadline deadline) {
    return query.isFirstPage()
        ? cursors
            .find(stream, deadline)
            .map(Publication::at)
            .onFailure(UnreadableCursor.class)
            .recoverWithItem(Publication.DAMAGED)
        : Uni.createFrom().item(Publication.NONE);
  }

  /** A marker's key does not name the account, so only a search finds the account's markers. */
  private Uni<Optional<List<StoredMarker>>> markers(
      UUID account, RowQuery query, Deadline deadline) {
    return local
        .filter(table -> query.isFirstPage())
        .map(
            table ->
                table.markersWith(account.toString(), MOST_MARKERS, deadline).map(Optional::of))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** An empty page may lie before the account's oldest row, or there is no such account. */
  private Uni<Lookup<RowPage>> found(StreamId stream, RowPage page, Deadline deadline) {
    return page.rows().isEmpty()
        ? rows.before(stream, Long.MAX_VALUE, 1, deadline)
            .map(newest -> newest.isEmpty() ? noAccount() : Lookup.found(page))
        : Uni.createFrom().item(Lookup.found(page));
  }

  private static Lookup<RowPage> noAccount() {
    return Lookup.missing(Missing.ACCOUNT);
  }
}
