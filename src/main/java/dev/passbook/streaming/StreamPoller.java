package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.calls.CallFailure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * Polls the table's stream for the relay, on a laptop or in a single pod. Two pollers at once do no
 * harm, but publish some events twice.
 */
public final class StreamPoller implements HintSource {
  private static final Logger LOG = Logger.getLogger(StreamPoller.class);

  /**
   * The time limit for the accounts of a round. An account that needs longer continues in the next
   * round.
   */
  private static final Duration ROUND = Duration.ofSeconds(20);

  private final TableStream stream;
  private final StreamChange change;
  private final Relay relay;
  private final Duration pause;
  private volatile Set<StreamId> pending = Set.of();
  private volatile String lastFailure = "";
  private volatile Cancellable polling = () -> {};
  private volatile Cancellable following = () -> {};

  /**
   * Creates a poller.
   *
   * @param pause between two polls; it limits how fresh the published events are
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
    polling =
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
    polling.cancel();
    following.cancel();
  }

  /**
   * Follows a change of the stream beside the polls, since it may take long. A later change
   * replaces an earlier one.
   */
  private void begun(String arn) {
    following.cancel();
    following = change.follow(arn).subscribe().with(done -> {}, this::failed);
  }

  /** Logs a failure once, and not at every poll while it lasts. */
  private Set<StreamId> failed(Throwable failure) {
    var text = reason(failure);
    if (!text.equals(lastFailure)) {
      LOG.warnf("The table's stream can't be read: %s", text);
    }
    lastFailure = text;
    return Set.of();
  }

  private static String reason(Throwable failure) {
    return failure instanceof SdkException || failure instanceof CompletionException
        ? CallFailure.of(failure).reason()
        : FailureText.of(failure);
  }

  private Uni<Set<StreamId>> round() {
    return stream
        .look()
        .map(this::withPending)
        .invoke(() -> lastFailure = stream.isRead() ? "" : lastFailure)
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
