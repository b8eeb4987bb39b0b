package dev.passbook.eventstore.dynamodb;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ReplicatedWriteConflictException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * A fault that a test scripts for one request.
 *
 * @param failure what the caller gets; null if the call goes through
 */
public record Fault(Kind kind, Throwable failure) {

  /** When, if ever, the request reaches the database. */
  public enum Kind {
    PASSES,
    /** It goes through after every delayed write has landed. */
    COMES_AFTER_LATE_ONES,
    NEVER_ARRIVES,
    ANSWER_IS_LOST,
    /** The caller gets the failure at once; the write lands when the test says so. */
    LANDS_LATER,
    /** It goes through and returns when the test says so. */
    IS_HELD,
    /** It hangs until the request's own timeout. */
    STALLS,
    /** It succeeds without a write, for tests that only look at what was sent. */
    IS_SWALLOWED
  }

  public static Fault passes() {
    return new Fault(Kind.PASSES, null);
  }

  static Fault comesAfterLateOnes() {
    return new Fault(Kind.COMES_AFTER_LATE_ONES, null);
  }

  public static Fault isSwallowed() {
    return new Fault(Kind.IS_SWALLOWED, null);
  }

  static Fault requestLost() {
    return new Fault(Kind.NEVER_ARRIVES, reset());
  }

  public static Fault answerLost() {
    return new Fault(Kind.ANSWER_IS_LOST, timeout());
  }

  static Fault answerReset() {
    return new Fault(Kind.ANSWER_IS_LOST, reset());
  }

  static Fault serverErrorAfterTheWrite() {
    return new Fault(Kind.ANSWER_IS_LOST, serverError());
  }

  static Fault landsLater() {
    return new Fault(Kind.LANDS_LATER, timeout());
  }

  public static Fault isHeld() {
    return new Fault(Kind.IS_HELD, null);
  }

  static Fault stalls() {
    return new Fault(Kind.STALLS, timeout());
  }

  static Fault connectionRefused() {
    var refused = new ConnectException("Connection refused");
    return new Fault(
        Kind.NEVER_ARRIVES, SdkClientException.create("Unable to execute request", refused));
  }

  static Fault fails(Throwable failure) {
    return new Fault(Kind.NEVER_ARRIVES, failure);
  }

  static Fault throttled() {
    return fails(
        ProvisionedThroughputExceededException.builder()
            .statusCode(400)
            .awsErrorDetails(code("ProvisionedThroughputExceededException"))
            .build());
  }

  static Fault throttledByTheAccountsLimit() {
    return fails(
        DynamoDbException.builder()
            .statusCode(400)
            .awsErrorDetails(code("ThrottlingException"))
            .build());
  }

  static Fault tableMissing() {
    return fails(ResourceNotFoundException.builder().statusCode(400).build());
  }

  static Fault accessDenied() {
    return fails(
        DynamoDbException.builder()
            .statusCode(400)
            .awsErrorDetails(code("AccessDeniedException"))
            .build());
  }

  static Fault refusedWithoutTheItem() {
    return fails(ConditionalCheckFailedException.builder().statusCode(400).build());
  }

  static Fault inConflict() {
    return fails(TransactionConflictException.builder().statusCode(400).build());
  }

  static Fault inConflictWithAnotherRegion() {
    return fails(
        ReplicatedWriteConflictException.builder()
            .statusCode(400)
            .awsErrorDetails(code("ReplicatedWriteConflictException"))
            .build());
  }

  static Fault inProgress() {
    return fails(TransactionInProgressException.builder().statusCode(400).build());
  }

  static Fault cancelled(String... codes) {
    List<CancellationReason> reasons =
        Stream.of(codes).map(code -> CancellationReason.builder().code(code).build()).toList();
    return fails(
        TransactionCanceledException.builder()
            .statusCode(400)
            .cancellationReasons(reasons)
            .build());
  }

  private static Throwable serverError() {
    return DynamoDbException.builder()
        .statusCode(500)
        .awsErrorDetails(code("InternalServerError"))
        .build();
  }

  private static Throwable timeout() {
    return ApiCallTimeoutException.create(2_000);
  }

  private static Throwable reset() {
    return SdkClientException.create("Unable to execute", new IOException("Connection reset"));
  }

  private static AwsErrorDetails code(String code) {
    return AwsErrorDetails.builder().errorCode(code).build();
  }
}
