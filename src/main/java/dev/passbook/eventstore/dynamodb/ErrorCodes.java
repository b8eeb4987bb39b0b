package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.FailureText;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;

/** What AWS calls the reasons for which it refuses a call. */
final class ErrorCodes {
  /** Other credentials, or the same ones a little later, may be taken. */
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

  /** The SDK has noted how far off the clock is, and signs the next call accordingly. */
  private static final Set<String> CLOCK =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

  private static final Set<String> THROTTLING =
      Set.of(
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "Throttling",
          "ThrottlingException",
          "ThrottledException");

  /** Those that DynamoDB may give and the SDK has no exception for. */
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
    return failure instanceof AwsServiceException answer
        && CREDENTIALS.contains(code(answer))
        && !refuseTheClock(answer);
  }

  /** A signature that is wrong by nothing but its time says so in words alone. */
  static boolean refuseTheClock(Throwable failure) {
    return failure instanceof AwsServiceException answer
        && (CLOCK.contains(code(answer)) || saysThatTheTimeIsOff(answer));
  }

  private static boolean saysThatTheTimeIsOff(AwsServiceException answer) {
    var message = FailureText.of(answer);
    return code(answer).startsWith("InvalidSignature")
        && (message.contains("Signature expired") || message.contains("not yet current"));
  }

  /**
   * Whether DynamoDB itself gave this answer, and not something on the way to it, whose refusal
   * says nothing about what was applied.
   */
  static boolean areDynamoDbs(AwsServiceException answer) {
    var code = code(answer);
    return answer.getClass() != DynamoDbException.class && answer instanceof DynamoDbException
        || CREDENTIALS.contains(code)
        || CLOCK.contains(code)
        || OTHERS.contains(code)
        || THROTTLING.contains(code)
        || !code.isEmpty() && answer.requestId() != null;
  }

  /** Not by a status of 429, which a proxy may give. */
  static boolean throttle(AwsServiceException answer) {
    return THROTTLING.contains(code(answer))
        || answer instanceof ProvisionedThroughputExceededException
        || answer instanceof RequestLimitExceededException
        || answer instanceof ThrottlingException;
  }

  private static String code(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }
}
