package dev.passbook.eventstore.dynamodb.calls;

import dev.passbook.eventstore.FailureText;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Explains to an operator why a call failed. */
public final class FailureReasons {
  private FailureReasons() {}

  public static String of(Throwable failure) {
    return failure instanceof AwsServiceException response
        ? ofResponse(response)
        : ofNoResponse(failure);
  }

  private static String ofResponse(AwsServiceException response) {
    if (response.statusCode() >= 500) {
      return "DynamoDB fails";
    }
    if (!ErrorCodes.areDynamoDbs(response)) {
      return "something other than DynamoDB answers at its endpoint";
    }
    if (ErrorCodes.refuseTheClock(response)) {
      return "the clock of this machine is too far off for DynamoDB";
    }
    if (ErrorCodes.refuseCredentials(response)) {
      return "DynamoDB does not take the AWS credentials";
    }
    if (ErrorCodes.throttle(response)) {
      return "DynamoDB throttles";
    }
    return response instanceof ResourceNotFoundException
        ? "the table does not exist"
        : "DynamoDB refuses access";
  }

  private static String ofNoResponse(Throwable failure) {
    if (isCausedBy(failure, CredentialsMissing.class)) {
      return "there are no AWS credentials";
    }
    if (isCausedBy(failure, UnknownHostException.class)) {
      return "the name of DynamoDB's endpoint does not resolve";
    }
    if (isCausedBy(failure, SSLException.class)) {
      return "no TLS connection to DynamoDB's endpoint can be made";
    }
    if (isCausedBy(failure, ForeignResponse.class)) {
      return "something other than DynamoDB answers at its endpoint";
    }
    return ofMessage(FailureText.of(failure));
  }

  /** The SDK has no exception types for these failures. */
  private static String ofMessage(String message) {
    if (message.startsWith("Unable to load region")) {
      return "no AWS region is set";
    }
    return message.contains("Acquire operation took longer")
        ? "no connection to DynamoDB's endpoint is made in time, whose name may not resolve"
        : "DynamoDB does not answer";
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    return CallFailure.causes(failure).anyMatch(type::isInstance);
  }
}
