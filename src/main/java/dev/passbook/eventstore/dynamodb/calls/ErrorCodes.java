package dev.passbook.eventstore.dynamodb.calls;

import dev.passbook.eventstore.FailureText;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;

/** Recognises the error codes with which AWS refuses a call. */
public final class ErrorCodes {
  /** AWS may accept other credentials, or the same ones a little later. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "ExpiredTokenException",
          "ExpiredToken",
          "TokenRefreshRequired",
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch");

  /** The SDK has noted the clock's offset and signs the next call with it. */
  private static final Set<String> CLOCK =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

  private static final Set<String> THROTTLING =
      Set.of(
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "Throttling",
          "ThrottlingException",
          "ThrottledException");

  /** Other codes of DynamoDB for which the SDK has no exception. */
  private static final Set<String> OTHERS =
      Set.of(
          "AccessDeniedException",
          "AccessDenied",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "NotAuthorized",
          "OptInRequired",
          "RequestEntityTooLarge",
          "SerializationException",
          "UnknownOperationException",
          "ValidationException",
          "ValidationError");

  private ErrorCodes() {}

  static boolean refuseCredentials(Throwable failure) {
    return failure instanceof AwsServiceException response
        && CREDENTIALS.contains(code(response))
        && !refuseTheClock(response);
  }

  /** AWS reports a wrong signature time only in the message. */
  static boolean refuseTheClock(Throwable failure) {
    return failure instanceof AwsServiceException response
        && (CLOCK.contains(code(response)) || saysThatTheTimeIsOff(response));
  }

  private static boolean saysThatTheTimeIsOff(AwsServiceException response) {
    var message = FailureText.of(response);
    return code(response).startsWith("InvalidSignature")
        && (message.contains("Signature expired") || message.contains("not yet current"));
  }

  /**
   * Returns whether DynamoDB itself sent this response. A refusal from a device on the way does not
   * show whether a write was applied.
   */
  static boolean areDynamoDbs(AwsServiceException response) {
    var code = code(response);
    return response.getClass() != DynamoDbException.class && response instanceof DynamoDbException
        || CREDENTIALS.contains(code)
        || CLOCK.contains(code)
        || OTHERS.contains(code)
        || THROTTLING.contains(code)
        || !code.isEmpty() && response.requestId() != null;
  }

  /** A status of 429 does not count, since a proxy may send it. */
  public static boolean throttle(AwsServiceException response) {
    return THROTTLING.contains(code(response))
        || response instanceof ProvisionedThroughputExceededException
        || response instanceof RequestLimitExceededException
        || response instanceof ThrottlingException;
  }

  private static String code(AwsServiceException response) {
    var details = response.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }
}
