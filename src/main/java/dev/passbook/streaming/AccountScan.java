package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Walks over all accounts page by page. It keeps a checkpoint under the walk's name. A walk that is
 * started again under its name continues there and repeats at most one page.
 */
public final class AccountScan {
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofDays(30);
  private static final String DONE = "done";
  private static final int ROWS_A_PAGE = 1_000;

  private final AccountList accounts;
  private final Checkpoints checkpoints;
  private final Clock clock;

  public AccountScan(AccountList accounts, Checkpoints checkpoints, Clock clock) {
    this.accounts = accounts;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /**
   * Runs the work on all accounts.
   *
   * @param work handles a page of accounts; its failure ends the walk before that page
   * @param rowsRead receives the number of the table's rows read for each page
   * @return fails as the work does, or when the store gives no response in time
   */
  public Uni<Void> over(
      String name, Function<List<StreamId>, Uni<Void>> work, IntConsumer rowsRead) {
    return checkpoints
        .find(name, Deadline.in(STEP))
        .chain(
            position ->
                Loop.until(
                    at -> at.filter(DONE::equals).isPresent(),
                    position,
                    at -> page(at, name, work, rowsRead)))
        .replaceWithVoid();
  }

  /** Returns where the next page begins, or {@code DONE} after the last page. */
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
    return checkpoints.put(name, position, clock.instant().plus(RETENTION), Deadline.in(STEP));
  }
}
