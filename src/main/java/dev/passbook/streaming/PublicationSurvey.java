package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Compares the cursors of accounts with their newest events. It reads and never writes. */
public final class PublicationSurvey {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int ROWS_A_PAGE = 1_000;
  private static final int AT_ONCE = 64;

  private final EventStore<Account, AccountEvent> store;
  private final Cursors cursors;
  private final AccountList accounts;

  public PublicationSurvey(
      EventStore<Account, AccountEvent> store, Cursors cursors, AccountList accounts) {
    this.store = store;
    this.cursors = cursors;
    this.accounts = accounts;
  }

  /**
   * A value or the reason why it can't be read.
   *
   * @param value null with a reason
   * @param trouble null with a value
   */
  private record Read<T>(T value, String trouble) {}

  /**
   * Looks at every account. It reads the whole table once, eventually consistent, and two small
   * rows of each account.
   *
   * @param each receives the status of each account
   * @param rowsRead receives the number of the table's rows read for each page
   */
  public Uni<Void> overAll(Consumer<PublicationStatus> each, IntConsumer rowsRead) {
    return Loop.until(
            Place::isEnd, new Place(Optional.empty(), true), at -> page(at, each, rowsRead))
        .replaceWithVoid();
  }

  private record Place(Optional<String> position, boolean isFirst) {
    boolean isEnd() {
      return position.isEmpty() && !isFirst;
    }
  }

  private Uni<Place> page(Place at, Consumer<PublicationStatus> each, IntConsumer rowsRead) {
    return accounts
        .page(at.position(), ROWS_A_PAGE, Deadline.in(STEP))
        .chain(
            page ->
                all(page.accounts(), each)
                    .invoke(() -> rowsRead.accept(page.rowsRead()))
                    .replaceWith(new Place(page.next(), false)));
  }

  private Uni<Void> all(List<StreamId> page, Consumer<PublicationStatus> each) {
    return Multi.createFrom()
        .iterable(page)
        .onItem()
        .transformToUni(account -> of(account, Deadline.in(STEP)))
        .merge(AT_ONCE)
        .invoke(found -> found.ifPresent(each))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Returns how far an account is published, or nothing if there is no such account. */
  public Uni<Optional<PublicationStatus>> of(StreamId account, Deadline deadline) {
    return cursor(account, deadline)
        .chain(
            cursor ->
                newest(account, deadline)
                    .chain(
                        head ->
                            head.map(found -> status(account, cursor, found, deadline))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
  }

  private Uni<Read<Cursor>> cursor(StreamId account, Deadline deadline) {
    return cursors
        .read(account, deadline)
        .map(cursor -> new Read<>(cursor, null))
        .onFailure(UnreadableCursor.class)
        .recoverWithItem(damaged -> new Read<>(Cursor.start(account), FailureText.of(damaged)));
  }

  /** Returns the version of the newest event, which is known even if its row can't be read. */
  private Uni<Optional<Read<Long>>> newest(StreamId account, Deadline deadline) {
    return store
        .readBackward(account, Long.MAX_VALUE, 1, deadline)
        .map(events -> events.stream().findFirst().map(RecordedEvent::version))
        .map(version -> version.map(known -> new Read<>(known, null)))
        .onFailure(UnreadableHistory.class)
        .recoverWithItem(PublicationSurvey::damaged);
  }

  private static Optional<Read<Long>> damaged(Throwable failure) {
    var history = (UnreadableHistory) failure;
    return Optional.of(new Read<>(history.version(), FailureText.of(failure)));
  }

  private Uni<Optional<PublicationStatus>> status(
      StreamId account, Read<Cursor> cursor, Read<Long> head, Deadline deadline) {
    return next(account, cursor, head.value(), deadline)
        .map(
            next ->
                Optional.of(
                    new PublicationStatus(
                        account,
                        head.value(),
                        cursor.value().version(),
                        Optional.ofNullable(next.value()),
                        cursor.value().parked(),
                        firstOf(cursor.trouble(), next.trouble(), head.trouble()))));
  }

  private Uni<Read<Instant>> next(
      StreamId account, Read<Cursor> cursor, long head, Deadline deadline) {
    var published = cursor.value().version();
    return cursor.trouble() != null || published >= head
        ? Uni.createFrom().item(new Read<>(null, null))
        : new EventPages(store, account, 1)
            .after(published, deadline)
            .map(page -> page.events().stream().findFirst().map(RecordedEvent::at))
            .map(at -> new Read<>(at.orElse(null), null))
            .onFailure(UnreadableHistory.class)
            .recoverWithItem(failure -> new Read<>(null, FailureText.of(failure)));
  }

  private static Optional<String> firstOf(String... troubles) {
    return Stream.of(troubles).filter(Objects::nonNull).findFirst();
  }
}
