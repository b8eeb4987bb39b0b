package dev.passbook.eventstore.dynamodb.calls;

import static dev.passbook.eventstore.dynamodb.calls.WireServer.REQUEST_ID;
import static dev.passbook.eventstore.dynamodb.calls.WireServer.dynamoDbError;
import static dev.passbook.eventstore.dynamodb.calls.WireServer.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks what the response to a write, byte by byte on the wire, says about whether it was applied.
 */
class AnswersOnTheWireTest {
  private static final String HTML = "Content-Type: text/html\r\n";
  private static final String JSON = "Content-Type: application/x-amz-json-1.0\r\n";
  private static final String PAGE = "<html><body>Please sign in</body></html>";

  private static Meaning meaningOf(String response) {
    try (var server = WireServer.answering(response);
        var wired = WiredClient.to(server.endpoint())) {
      return wired.meaning(Duration.ofSeconds(30));
    }
  }

  @Test
  void aSuccessFromDynamoDbMeansApplied() {
    assertNull(meaningOf(http("200 OK", JSON + REQUEST_ID, "{}")));
  }

  static Stream<Arguments> responsesNotFromDynamoDb() {
    return Stream.of(
        arguments("a proxy's refusal", http("403 Forbidden", HTML, PAGE)),
        arguments("a proxy's refusal without a body", http("403 Forbidden", "", "")),
        arguments("a refusal as JSON", http("403 Forbidden", JSON, "{\"message\":\"Forbidden\"}")),
        arguments("a refusal with a code", http("403 Forbidden", JSON, "{\"code\":\"Blocked\"}")),
        arguments("a proxy's bad request", http("400 Bad Request", HTML, PAGE)),
        arguments("a page that is not there", http("404 Not Found", HTML, PAGE)),
        arguments("a proxy that wants a password", http("407 Proxy Authentication", HTML, PAGE)),
        arguments("a timeout on the way", http("408 Request Timeout", HTML, "")),
        arguments("a proxy's throttle", http("429 Too Many Requests", HTML, PAGE)),
        arguments("a JSON throttle", http("429 Slow", JSON, "{\"code\":\"rate_limited\"}")),
        arguments("a redirect", http("302 Found", "Location: http://127.0.0.1:1/\r\n", "")),
        arguments("a redirect of the method too", http("307 T", "Location: /x\r\n", "")),
        arguments("a page that nothing changed", http("304 Not Modified", "", "")),
        arguments("a captive portal", http("200 OK", HTML, PAGE)),
        arguments("an empty success", http("200 OK", HTML, "")),
        arguments("an empty success that says JSON", http("200 OK", JSON, "")),
        arguments("an object without a request id", http("200 OK", JSON, "{}")),
        arguments("a success without content", http("204 No Content", "", "")),
        arguments("a bad gateway", http("502 Bad Gateway", HTML, PAGE)),
        arguments("an unavailable service", http("503 Service Unavailable", HTML, PAGE)),
        arguments("a gateway's timeout", http("504 Gateway Timeout", HTML, PAGE)));
  }

  static Stream<Arguments> brokenResponses() {
    return Stream.of(
        arguments("nothing", ""),
        arguments("no HTTP", "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
        arguments("binary", "\u0000\u0001\u0002\u0003\r\n\r\n"),
        arguments("a cut head", "HTTP/1.1 200 OK\r\nx-amzn-Requ"),
        arguments("a cut body", http("200 OK", JSON + REQUEST_ID, "{}").replace("h: 2", "h: 90")),
        arguments("a cut refusal", dynamoDbError("ValidationException", "").replace("h: ", "h: 9")),
        arguments("broken JSON", http("200 OK", JSON + REQUEST_ID, "{\"Attributes\":{")),
        arguments("a wrong sum", http("200 OK", JSON + REQUEST_ID + "x-amz-crc32: 1\r\n", "{}")),
        arguments("a failure of DynamoDB's", error500()));
  }

  private static String error500() {
    return dynamoDbError("InternalServerError", REQUEST_ID).replace("400 Bad Request", "500 E");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"responsesNotFromDynamoDb", "brokenResponses"})
  void aResponseNotFromDynamoDbProvesNothing(String name, String response) {
    assertEquals(Meaning.UNKNOWN, meaningOf(response));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ValidationException",
        "AccessDeniedException",
        "ResourceNotFoundException",
        "ItemCollectionSizeLimitExceededException",
        "LimitExceededException",
        "IdempotentParameterMismatchException",
        "MissingAuthenticationTokenException",
        "IncompleteSignatureException",
        "SerializationException",
        "UnknownOperationException"
      })
  void aRefusalFromDynamoDbIsDefinite(String type) {
    assertEquals(Meaning.BROKEN, meaningOf(dynamoDbError(type, REQUEST_ID)));
    assertEquals(Meaning.BROKEN, meaningOf(dynamoDbError(type, "")));
  }

  @Test
  void anUnknownRefusalIsRecognisedByDynamoDbsRequestId() {
    assertEquals(Meaning.BROKEN, meaningOf(dynamoDbError("BrandNewException", REQUEST_ID)));
    assertEquals(Meaning.UNKNOWN, meaningOf(dynamoDbError("BrandNewException", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "RequestLimitExceeded",
        "ExpiredTokenException",
        "UnrecognizedClientException",
        "InvalidSignatureException",
        "RequestTimeTooSkewed"
      })
  void aRetryableRefusalMeansNotApplied(String type) {
    assertEquals(Meaning.NOT_APPLIED, meaningOf(dynamoDbError(type, REQUEST_ID)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TransactionConflictException", "ReplicatedWriteConflictException"})
  void anotherWriteUnderWayIsAConflict(String type) {
    assertEquals(Meaning.CONFLICT, meaningOf(dynamoDbError(type, REQUEST_ID)));
  }
}
