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

  /** The time limit for an account. One that needs longer continues with a later group. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** The number of groups under way. With several, an account that takes long delays few others. */
  private static final int GROUPS = 3;

  private static final int ACCOUNTS_IN_A_GROUP = 2_000;

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

  /**
   * Polls at its own pace, and begins to publish another group after each poll, unless so many are
   * under way. So hints are read in time, however long the publications take.
   */
  @Override
  public void start() {
    polling =
        Uni.createFrom()
            .deferred(this::poll)
            .repeat()
            .withDelay(pause)
            .indefinitely()
            .onOverflow()
            .drop()
            .onItem()
            .transformToMulti(polled -> publish(polled.take(ACCOUNTS_IN_A_GROUP)))
            .merge(GROUPS)
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
   * Adds the accounts of new hints to those that are left of earlier ones. If these are too many,
   * the hints stay in the table's stream for now.
   */
  private Uni<HintedAccounts> poll() {
    return accounts.areTooMany() ? Uni.createFrom().item(accounts) : look();
  }

  private Uni<HintedAccounts> look() {
    return stream
        .look()
        .invoke(accounts::add)
        .invoke(() -> lastFailure = stream.isRead() ? "" : lastFailure)
        .replaceWithVoid()
        .onFailure()
        .recoverWithItem(this::failed)
        .replaceWith(accounts);
  }

  private Multi<Outcome> publish(Set<StreamId> group) {
    return relay
        .outcomes(group, () -> Deadline.in(LIMIT))
        .onFailure()
        .invoke(failure -> LOG.warnf("Nothing is published for now: %s", reason(failure)))
        .onFailure()
        .recoverWithMulti(() -> Relay.noneIsFinished(group));
  }
}
