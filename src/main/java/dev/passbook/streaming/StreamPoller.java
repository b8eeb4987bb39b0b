package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * Feeds the relay from the table's stream, on a laptop or in a single pod. Two at once do no harm:
 * they publish some events twice.
 */
public final class StreamPoller implements HintSource {
  private static final Logger LOG = Logger.getLogger(StreamPoller.class);

  /** What a round's accounts are given; one that needs longer goes on in the next. */
  private static final Duration ROUND = Duration.ofSeconds(20);

  private final TableStream stream;
  private final StreamChange change;
  private final Relay relay;
  private final Duration pause;
  private volatile Set<StreamId> pending = Set.of();
  private volatile String lastFailure = "";
  private volatile Cancellable looking = () -> {};
  private volatile Cancellable makingUp = () -> {};

  /**
   * @param pause between two looks: it bounds how fresh what is published is
   */
  public StreamPoller(
      DynamoDbAsyncClient tables,
      DynamoDbStreamsAsyncClient streams,
      String table,
      StreamChange change,
      Relay relay,
      Duration pause) {
    this.stream = new TableStream(tables, streams, table, this::begun);
    this.change = change;
    this.relay = relay;
    this.pause = pause;
  }

  @Override
  public void start() {
    looking =
        Uni.createFrom()
            .deferred(this::round)
            .onFailure()
            .recoverWithItem(this::failed)
            .repeat()
            .withDelay(pause)
            .indefinitely()
            .subscribe()
            .with(done -> {}, failure -> LOG.error("The poller has ended", failure));
  }

  @Override
  public void stop() {
    looking.cancel();
    makingUp.cancel();
  }

  /** Beside the looks, since it may take long. A later change takes the place of an earlier one. */
  private void begun(String arn) {
    makingUp.cancel();
    makingUp = change.follow(arn).subscribe().with(done -> {}, this::failed);
  }

  /** Told once, and not at every look for as long as it lasts. */
  private Set<StreamId> failed(Throwable failure) {
    var told = failure.toString();
    if (!told.equals(lastFailure)) {
      LOG.warnf("The table's stream can't be read: %s", told);
    }
    lastFailure = told;
    return Set.of();
  }

  private Uni<Set<StreamId>> round() {
    return stream
        .look()
        .map(this::withPending)
        .invoke(() -> lastFailure = "")
        .chain(accounts -> relay.catchUp(accounts, Deadline.in(ROUND)))
        .invoke(unfinished -> pending = unfinished);
  }

  private Set<StreamId> withPending(Set<StreamId> hinted) {
    var accounts = new HashSet<>(hinted);
    accounts.addAll(pending);
    pending = accounts;
    return accounts;
  }
}
