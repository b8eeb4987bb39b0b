package dev.passbook.eventstore.dynamodb.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Checks the reasons that an operator reads in the log and in the readiness probe. */
class FailureReasonsTest {
  private static Throwable caused(Throwable cause) {
    return SdkClientException.create("Unable to execute HTTP request", cause);
  }

  private static Throwable refusal(int status, String code, String message) {
    return DynamoDbException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName("DynamoDb")
                .build())
        .build();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(caused(new CredentialsMissing(null)), "there are no AWS credentials"),
        arguments(
            refusal(400, "ExpiredTokenException", "The security token is expired"),
            "DynamoDB does not take the AWS credentials"),
        arguments(
            refusal(400, "InvalidSignatureException", "The signature does not match"),
            "DynamoDB does not take the AWS credentials"),
        arguments(
            refusal(400, "InvalidSignatureException", "Signature not yet current: 2031"),
            "the clock of this machine is too far off for DynamoDB"),
        arguments(
            refusal(403, "RequestTimeTooSkewed", "Too skewed"),
            "the clock of this machine is too far off for DynamoDB"),
        arguments(
            caused(new UnknownHostException("nowhere.invalid")),
            "the name of DynamoDB's endpoint does not resolve"),
        arguments(
            caused(new SSLHandshakeException("PKIX path building failed")),
            "no TLS connection to DynamoDB's endpoint can be made"),
        arguments(
            SdkClientException.create("Unable to execute: Acquire operation took longer than"),
            "no connection to DynamoDB's endpoint is made in time, whose name may not resolve"),
        arguments(
            SdkClientException.create("Unable to load region from any of the providers"),
            "no AWS region is set"),
        arguments(
            refusal(403, null, null), "something other than DynamoDB answers at its endpoint"),
        arguments(refusal(400, "AccessDeniedException", "No"), "DynamoDB refuses access"),
        arguments(refusal(500, "InternalServerError", "Oh"), "DynamoDB fails"),
        arguments(caused(new ConnectException("Connection refused")), "DynamoDB does not answer"),
        arguments(caused(new IOException("Read timed out")), "DynamoDB does not answer"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureNamesWhereToLook(Throwable failure, String reason) {
    assertEquals(reason, FailureReasons.of(failure));
  }
}
