package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.Bookmarks;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * A walk over all accounts, page after page. How far it has come is written down under its name:
 * started again with that name it takes up there, and does at most a page of accounts again.
 */
public final class Sweep {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final String DONE = "done";
  private static final int ROWS_A_PAGE = 1_000;

  private final AccountList accounts;
  private final Bookmarks bookmarks;
  private final Clock clock;

  public Sweep(AccountList accounts, Bookmarks bookmarks, Clock clock) {
    this.accounts = accounts;
    this.bookmarks = bookmarks;
    this.clock = clock;
  }

  /**
   * @param work what is done with a page of accounts; a failure ends the walk in front of that page
   * @param rowsRead is told how many of the table's rows each page took
   * @return fails as the work does, or when the store gives no answer in time
   */
  public Uni<Void> over(
      String name, Function<List<StreamId>, Uni<Void>> work, IntConsumer rowsRead) {
    return bookmarks
        .find(name, Deadline.in(STEP))
        .chain(
            position ->
                Loop.until(
                    at -> at.filter(DONE::equals).isPresent(),
                    position,
                    at -> page(at, name, work, rowsRead)))
        .replaceWithVoid();
  }

  /** Where the next page begins, or that there is none. */
  private Uni<Optional<String>> page(
      Optional<String> position,
      String name,
      Function<List<StreamId>, Uni<Void>> work,
      IntConsumer rowsRead) {
    return accounts
        .page(position, ROWS_A_PAGE, Deadline.in(STEP))
        .chain(
            page ->
                work.apply(page.accounts())
                    .chain(() -> note(name, page.next().orElse(DONE)))
                    .invoke(() -> rowsRead.accept(page.rowsRead()))
                    .map(noted -> Optional.of(page.next().orElse(DONE))));
  }

  private Uni<Void> note(String name, String position) {
    return bookmarks.put(name, position, clock.instant().plus(REMEMBERED), Deadline.in(STEP));
  }
}
