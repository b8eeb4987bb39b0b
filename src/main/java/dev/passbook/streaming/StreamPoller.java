package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.calls.CallFailure;
import dev.passbook.streaming.Relay.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
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
   * The time limit for the accounts of a poll. An account that needs longer continues with those of
   * a later poll. It is short, since the next polls wait while {@link #POLLS_AT_ONCE} have accounts
   * that are not done.
   */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** With more than one, an account that takes long delays no other. */
  private static final int POLLS_AT_ONCE = 3;

  /** The most accounts of a poll. The relay publishes as many within the limit. */
  private static final int MOST_ACCOUNTS = 2_000;

  private final TableStream stream;
  private final StreamChange change;
  private final Relay relay;
  private final Duration pause;
  private final HintedAccounts accounts = new HintedAccounts();
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
            .deferred(this::poll)
            .repeat()
            .withDelay(pause)
            .indefinitely()
            .onItem()
            .transformToMulti(this::publish)
            .merge(POLLS_AT_ONCE)
            .subscribe()
            .with(accounts::ended, failure -> LOG.error("The poller has ended", failure));
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
  private Void failed(Throwable failure) {
    var text = reason(failure);
    if (!text.equals(lastFailure)) {
      LOG.warnf("The table's stream can't be read: %s", text);
    }
    lastFailure = text;
    return null;
  }

  private static String reason(Throwable failure) {
    return failure instanceof SdkException || failure instanceof CompletionException
        ? CallFailure.of(failure).reason()
        : FailureText.of(failure);
  }

  /**
   * Returns the accounts to publish: those of new hints, and those that are left of earlier ones.
   */
  private Uni<Set<StreamId>> poll() {
    return stream
        .look()
        .invoke(accounts::add)
        .invoke(() -> lastFailure = stream.isRead() ? "" : lastFailure)
        .replaceWithVoid()
        .onFailure()
        .recoverWithItem(this::failed)
        .map(polled -> accounts.take(MOST_ACCOUNTS));
  }

  private Multi<Outcome> publish(Set<StreamId> taken) {
    return relay
        .outcomes(taken, Deadline.in(LIMIT))
        .onFailure()
        .invoke(failure -> LOG.warnf("Nothing is published for now: %s", reason(failure)))
        .onFailure()
        .recoverWithMulti(() -> Relay.noneIsFinished(taken));
  }
}
