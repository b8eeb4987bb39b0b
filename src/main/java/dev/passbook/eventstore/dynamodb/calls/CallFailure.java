package dev.passbook.eventstore.dynamodb.calls;

import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * A failed call to DynamoDB and what the failure means. Only this class interprets AWS failures.
 */
public final class CallFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The effect of a failed call. */
  public enum Meaning {
    /** A condition failed. The call did nothing, and the item in its way is known. */
    REFUSED,
    /** Another write to the same item was under way. The call did nothing. */
    CONFLICT,
    /** The call did nothing and may be repeated. */
    NOT_APPLIED,
    /** A write may have been applied, or may still be. */
    UNKNOWN,
    /** The call did nothing and would fail each time. An operator must act. */
    BROKEN
  }

  private static final List<Class<? extends Throwable>> BEFORE_A_REQUEST =
      List.of(
          CredentialsMissing.class,
          ConnectException.class,
          NoRouteToHostException.class,
          UnknownHostException.class,
          UnresolvedAddressException.class,
          SSLHandshakeException.class,
          NotSslRecordException.class);

  private final Meaning meaning;

  @SuppressWarnings("serial") // Never serialized.
  private final List<Map<String, AttributeValue>> standing;

  private CallFailure(
      Meaning meaning, List<Map<String, AttributeValue>> standing, Throwable cause) {
    super(FailureReasons.of(cause) + " (" + cause + ")", cause, false, false);
    this.meaning = meaning;
    this.standing = standing;
  }

  public Meaning meaning() {
    return meaning;
  }

  /** Returns the reason in words for an operator, without the SDK's own message. */
  public String reason() {
    return FailureReasons.of(getCause());
  }

  public boolean isTransient() {
    return meaning == Meaning.NOT_APPLIED || meaning == Meaning.UNKNOWN;
  }

  /**
   * Returns, for each item of a refused write in the order sent, the item that was in its way. The
   * entry is empty if the item's condition held.
   */
  public List<Map<String, AttributeValue>> standing() {
    return standing;
  }

  static CallFailure deadlinePassed() {
    return new CallFailure(
        Meaning.NOT_APPLIED, List.of(), new IllegalStateException("the time budget is spent"));
  }

  /** Returns what the SDK's exception means. */
  public static CallFailure of(Throwable thrown) {
    var failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (failure instanceof ConditionalCheckFailedException refused) {
      return refused(List.of(refused.item()), refused.hasItem(), failure);
    }
    if (failure instanceof TransactionCanceledException cancelled) {
      return cancelled(cancelled);
    }
    return new CallFailure(meaningOf(failure), List.of(), failure);
  }

  private static Meaning meaningOf(Throwable failure) {
    if (failure instanceof TransactionConflictException) {
      return Meaning.CONFLICT;
    }
    if (failure instanceof TransactionInProgressException) {
      return Meaning.UNKNOWN;
    }
    if (failure instanceof AwsServiceException response) {
      return isDefinite(response) ? meaningOf(response) : Meaning.UNKNOWN;
    }
    return neverLeft(failure) ? Meaning.NOT_APPLIED : Meaning.UNKNOWN;
  }

  /** In a global table, another region may write the same item. That is a lost race as well. */
  private static Meaning meaningOf(AwsServiceException refusal) {
    if (refusal instanceof ReplicatedWriteConflictException) {
      return Meaning.CONFLICT;
    }
    return ErrorCodes.throttle(refusal)
            || ErrorCodes.refuseCredentials(refusal)
            || ErrorCodes.refuseTheClock(refusal)
        ? Meaning.NOT_APPLIED
        : Meaning.BROKEN;
  }

  /**
   * Returns whether DynamoDB itself refused the call. A proxy may refuse a write that was applied,
   * and a 5xx proves nothing.
   */
  private static boolean isDefinite(AwsServiceException response) {
    return response.statusCode() >= 400
        && response.statusCode() < 500
        && response.statusCode() != HttpStatusCode.REQUEST_TIMEOUT
        && !(response instanceof InternalServerErrorException)
        && ErrorCodes.areDynamoDbs(response);
  }

  /**
   * Returns whether the request can't have reached the database. The SDK starts to send a request
   * before the TLS handshake, but no byte of it leaves before the handshake is done. Once the
   * request has left, the type of the failure proves nothing: plain text that a device on the way
   * puts into a TLS connection looks like a failed handshake.
   */
  private static boolean neverLeft(Throwable failure) {
    return causes(failure).noneMatch(SentRequests::left)
        && causes(failure)
            .anyMatch(
                cause ->
                    SentRequests.neverLeft(cause)
                        || BEFORE_A_REQUEST.stream().anyMatch(type -> type.isInstance(cause)));
  }

  static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  /** A refusal that does not show the item in its way leaves the outcome unknown. */
  private static CallFailure refused(
      List<Map<String, AttributeValue>> standing, boolean shown, Throwable failure) {
    return new CallFailure(shown ? Meaning.REFUSED : Meaning.UNKNOWN, standing, failure);
  }

  private static CallFailure cancelled(TransactionCanceledException cancelled) {
    var reasons = cancelled.cancellationReasons();
    var standing = reasons.stream().map(CallFailure::standing).toList();
    if (has(reasons, "ConditionalCheckFailed")) {
      return refused(standing, standing.stream().anyMatch(item -> !item.isEmpty()), cancelled);
    }
    if (has(reasons, "TransactionConflict")) {
      return new CallFailure(Meaning.CONFLICT, List.of(), cancelled);
    }
    var throttled =
        has(reasons, "ThrottlingError") || has(reasons, "ProvisionedThroughputExceeded");
    return new CallFailure(throttled ? Meaning.NOT_APPLIED : Meaning.BROKEN, List.of(), cancelled);
  }

  private static boolean has(List<CancellationReason> reasons, String code) {
    return reasons.stream().anyMatch(reason -> code.equals(reason.code()));
  }

  private static Map<String, AttributeValue> standing(CancellationReason reason) {
    return "ConditionalCheckFailed".equals(reason.code()) ? reason.item() : Map.of();
  }
}
