package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Publishes every account's new events from the table when the table has another stream than
 * before. A stream that was switched off and on again has no records of the writes in between.
 *
 * <p>A checkpoint keeps the ARN of the stream that the relay followed last. So the relay also
 * notices a change that happened while it did not run.
 */
public final class StreamChange {
  private static final Logger LOG = Logger.getLogger(StreamChange.class);
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration PAGE = Duration.ofMinutes(5);
  private static final Duration RETENTION = Duration.ofDays(3_650);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final String FOLLOWED = "followed-stream";

  private final Checkpoints checkpoints;
  private final AccountScan sweep;
  private final Relay relay;
  private final Clock clock;

  public StreamChange(Checkpoints checkpoints, AccountScan sweep, Relay relay, Clock clock) {
    this.checkpoints = checkpoints;
    this.sweep = sweep;
    this.relay = relay;
    this.clock = clock;
  }

  /**
   * Publishes what no stream reported, if this is another stream than the last one. It retries
   * until it succeeds, and resumes where it was.
   */
  public Uni<Void> follow(String arn) {
    return Uni.createFrom()
        .deferred(() -> checkpoints.find(FOLLOWED, Deadline.in(STEP)))
        .chain(
            last ->
                last.filter(earlier -> !earlier.equals(arn)).isPresent()
                    ? catchUpAll(arn)
                    : Uni.createFrom().voidItem())
        .chain(() -> note(arn))
        .onFailure()
        .invoke(failure -> LOG.warnf("The change of the table's stream waits: %s", failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }

  /** Returns the ARN of the stream that a process or a pod followed last. A function notes none. */
  public Uni<Optional<String>> followed(Deadline deadline) {
    return checkpoints.find(FOLLOWED, deadline);
  }

  private Uni<Void> catchUpAll(String arn) {
    LOG.warnf("All accounts are published from the table: %s has no earlier records", arn);
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
    return checkpoints.put(FOLLOWED, arn, clock.instant().plus(RETENTION), Deadline.in(STEP));
  }
}
