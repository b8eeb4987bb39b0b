package dev.passbook.eventstore.dynamodb.calls;

import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Retry;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Calls DynamoDB once, or repeatedly until a deadline. */
public final class DynamoDbCalls {
  /**
   * The timeout of an attempt. DynamoDB responds in milliseconds, so it is long, but short enough
   * to leave time for another attempt.
   */
  private static final Duration ATTEMPT = Duration.ofSeconds(2);

  /** Marks a request that was sent before. */
  static final ExecutionAttribute<Boolean> AGAIN = new ExecutionAttribute<>("dev.passbook.again");

  private static final AwsRequestOverrideConfiguration FULL_ATTEMPT = timeout(ATTEMPT, false);
  private static final Retry RETRY = new Retry(Duration.ofMillis(25), Duration.ofSeconds(1));

  private DynamoDbCalls() {}

  /** A request, given a configuration with the attempt's timeout. */
  public interface Request<T>
      extends Function<AwsRequestOverrideConfiguration, CompletionStage<? extends T>> {}

  /**
   * Makes a read, which is repeated on transient failures. Every failure becomes a {@link
   * StoreUnavailable}.
   */
  public static <T> Uni<T> read(Deadline deadline, Request<T> request) {
    return untilDeadline(attempt(deadline, request), deadline, CallFailure::isTransient)
        .onFailure(CallFailure.class)
        .transform(failure -> new StoreUnavailable(FailureText.of(failure), false, failure));
  }

  /** Reads the row at a key, strongly consistent. Returns an empty map if there is none. */
  public static Uni<Map<String, AttributeValue>> row(
      DynamoDbAsyncClient client,
      String table,
      Map<String, AttributeValue> key,
      Deadline deadline) {
    return row(client, table, key, true, deadline);
  }

  /**
   * Reads the row at a key. Returns an empty map if there is none.
   *
   * @param consistent whether the read must find a row that was just written; this costs twice as
   *     much
   */
  public static Uni<Map<String, AttributeValue>> row(
      DynamoDbAsyncClient client,
      String table,
      Map<String, AttributeValue> key,
      boolean consistent,
      Deadline deadline) {
    return read(
            deadline,
            timeout ->
                client.getItem(
                    get ->
                        get.tableName(table)
                            .key(key)
                            .consistentRead(consistent)
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .overrideConfiguration(timeout)))
        .map(GetItemResponse::item);
  }

  /**
   * Updates a row on the request's condition, and repeats the update until its outcome is known.
   *
   * @param update asks for the row that is in its way
   * @return whether the row was updated. If not, the condition does not hold, perhaps because an
   *     attempt without a response was applied. Fails with {@link StoreUnavailable} at the
   *     deadline.
   */
  public static Uni<Boolean> update(
      DynamoDbAsyncClient client, UpdateItemRequest update, Deadline deadline) {
    var attempt =
        attempt(
                deadline,
                timeout ->
                    client.updateItem(update.toBuilder().overrideConfiguration(timeout).build()))
            .replaceWith(true)
            .onFailure(DynamoDbCalls::isRefused)
            .recoverWithItem(false);
    return untilDeadline(
            attempt,
            deadline,
            failure -> failure.isTransient() || failure.meaning() == Meaning.CONFLICT)
        .onFailure(CallFailure.class)
        .transform(failure -> new StoreUnavailable(FailureText.of(failure), true, failure));
  }

  private static boolean isRefused(Throwable failure) {
    return failure instanceof CallFailure call && call.meaning() == Meaning.REFUSED;
  }

  /** Makes one attempt. It fails with a {@link CallFailure}. */
  public static <T> Uni<T> attempt(Deadline deadline, Request<T> request) {
    var sent = new AtomicBoolean();
    return Uni.createFrom()
        .deferred(() -> send(deadline, request, sent.getAndSet(true)))
        .onFailure(failure -> !(failure instanceof CallFailure))
        .transform(CallFailure::of);
  }

  public static <T> Uni<T> untilDeadline(
      Uni<T> attempt, Deadline deadline, Predicate<CallFailure> again) {
    return RETRY.until(
        deadline, failure -> failure instanceof CallFailure call && again.test(call), attempt);
  }

  /**
   * The SDK completes outside of the caller's Vert.x context, and perhaps on another thread. The
   * result must return to the context.
   */
  private static <T> Uni<T> send(Deadline deadline, Request<T> request, boolean again) {
    return deadline.hasPassed()
        ? Uni.createFrom().failure(CallFailure.deadlinePassed())
        : CallerContext.backHere(
            Uni.createFrom().completionStage(() -> request.apply(timeout(deadline, again))));
  }

  private static AwsRequestOverrideConfiguration timeout(Deadline deadline, boolean again) {
    var remaining = deadline.remaining();
    var isFull = remaining.compareTo(ATTEMPT) >= 0;
    return isFull && !again ? FULL_ATTEMPT : timeout(isFull ? ATTEMPT : remaining, again);
  }

  /** Sets the attempt's timeout, since the SDK does not show the call's timeout to interceptors. */
  private static AwsRequestOverrideConfiguration timeout(Duration duration, boolean again) {
    var atLeast = duration.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : duration;
    var attempt = AwsRequestOverrideConfiguration.builder().apiCallAttemptTimeout(atLeast);
    return again ? attempt.putExecutionAttribute(AGAIN, true).build() : attempt.build();
  }
}
