package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.Bookmarks;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Brings every account up to date from the table when the table's stream is another one than
 * before. A stream that was switched off and on again holds no record of the writes in between.
 *
 * <p>A row remembers which stream the relay followed, so that it also notices a change that
 * happened while it did not run.
 */
public final class StreamChange {
  private static final Logger LOG = Logger.getLogger(StreamChange.class);
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration PAGE = Duration.ofMinutes(5);
  private static final Duration REMEMBERED = Duration.ofDays(3_650);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final String FOLLOWED = "followed-stream";

  private final Bookmarks bookmarks;
  private final Sweep sweep;
  private final Relay relay;
  private final Clock clock;

  public StreamChange(Bookmarks bookmarks, Sweep sweep, Relay relay, Clock clock) {
    this.bookmarks = bookmarks;
    this.sweep = sweep;
    this.relay = relay;
    this.clock = clock;
  }

  /**
   * Makes up for what no stream told, if this is another stream than the one that was followed
   * last. It tries again until it succeeds, and goes on where it was.
   */
  public Uni<Void> follow(String arn) {
    return Uni.createFrom()
        .deferred(() -> bookmarks.find(FOLLOWED, Deadline.in(STEP)))
        .chain(
            last ->
                last.filter(earlier -> !earlier.equals(arn)).isPresent()
                    ? catchUpOnAll(arn)
                    : Uni.createFrom().voidItem())
        .chain(() -> note(arn))
        .onFailure()
        .invoke(failure -> LOG.warnf("The change of the table's stream waits: %s", failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }

  private Uni<Void> catchUpOnAll(String arn) {
    LOG.warnf("All accounts are caught up with, since %s tells nothing from before it", arn);
    return sweep.over("stream-" + arn, this::catchUp, rows -> {});
  }

  private Uni<Void> catchUp(List<StreamId> accounts) {
    return relay.catchUp(accounts, Deadline.in(PAGE)).invoke(StreamChange::check).replaceWithVoid();
  }

  private static void check(Set<StreamId> unfinished) {
    if (!unfinished.isEmpty()) {
      throw new IllegalStateException(unfinished.size() + " accounts are not published for now");
    }
  }

  private Uni<Void> note(String arn) {
    return bookmarks.put(FOLLOWED, arn, clock.instant().plus(REMEMBERED), Deadline.in(STEP));
  }
}
