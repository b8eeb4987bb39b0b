package dev.passbook.eventstore.dynamodb.calls;

import static dev.passbook.eventstore.dynamodb.calls.WiredClient.LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** Checks that a write that never left the process counts as not applied, whatever stopped it. */
class NeverLeftTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  /** Fails a call after its response arrived, as if the connection had broken. */
  private static final class LateHandshakeFailure implements ExecutionInterceptor {
    @Override
    public void afterTransmission(
        Context.AfterTransmission answer, ExecutionAttributes attributes) {
      throw SdkClientException.create("late", new SSLHandshakeException("late"));
    }
  }

  @Test
  void aSentWriteMayBeAppliedEvenIfItsFailureLooksLikeAFailedHandshake() {
    var answer = WireServer.http("200 OK", WireServer.REQUEST_ID, "{}");
    try (var server = WireServer.answering(answer);
        var wired =
            WiredClient.to(
                server.endpoint(), NettyNioAsyncHttpClient.builder(), new LateHandshakeFailure())) {
      assertEquals(Meaning.UNKNOWN, wired.meaning(LONG));
    }
  }

  private static NettyNioAsyncHttpClient.Builder oneConnection() {
    return NettyNioAsyncHttpClient.builder().maxConcurrency(1);
  }

  private static Meaning meaningBehindAnother(NettyNioAsyncHttpClient.Builder http, Duration budget)
      throws InterruptedException {
    try (var server = WireServer.answering(null);
        var wired = WiredClient.to(server.endpoint(), http)) {
      var first = wired.attempt(LONG).subscribeAsCompletionStage();
      server.awaitRequest();
      var second = wired.meaning(budget);
      assertTrue(!first.isDone(), "the connection is held");
      return second;
    }
  }

  @Test
  void aWriteThatNeverGetsAConnection() throws InterruptedException {
    assertEquals(
        Meaning.NOT_APPLIED,
        meaningBehindAnother(oneConnection().connectionAcquisitionTimeout(SHORT), LONG));
  }

  @Test
  void aWriteThatTimesOutWhileItWaitsForAConnection() throws InterruptedException {
    assertEquals(
        Meaning.NOT_APPLIED,
        meaningBehindAnother(oneConnection().connectionAcquisitionTimeout(LONG), SHORT));
  }

  @Test
  void aWriteBehindTooManyWaitingOnes() throws InterruptedException {
    var http = oneConnection().maxPendingConnectionAcquires(1).connectionAcquisitionTimeout(LONG);
    try (var server = WireServer.answering(null);
        var wired = WiredClient.to(server.endpoint(), http)) {
      wired.attempt(LONG).subscribeAsCompletionStage();
      server.awaitRequest();
      wired.attempt(LONG).subscribeAsCompletionStage();

      assertEquals(Meaning.NOT_APPLIED, wired.meaning(LONG));
    }
  }

  @Test
  void aSentWriteWithoutAResponseHasAnUnknownOutcome() {
    try (var server = WireServer.answering(null);
        var wired = WiredClient.to(server.endpoint())) {
      assertEquals(Meaning.UNKNOWN, wired.meaning(Duration.ofSeconds(2)));
    }
  }

  @Test
  void aWriteToAClosedPort() throws IOException {
    var port = 0;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (var wired = WiredClient.to(URI.create("http://127.0.0.1:" + port))) {
      assertEquals(Meaning.NOT_APPLIED, wired.meaning(LONG));
    }
  }

  @Test
  void aWriteWithoutCredentials() {
    AwsCredentialsProvider none =
        () -> {
          throw SdkClientException.create("Unable to load credentials");
        };
    try (var server = WireServer.answering("unused");
        var wired = new WiredClient(server.endpoint(), () -> none, oneConnection())) {
      assertEquals(Meaning.NOT_APPLIED, wired.meaning(LONG));
    }
  }

  static Stream<Throwable> failuresBeforeARequest() {
    return Stream.of(
        new ConnectException("Connection refused"),
        new ConnectTimeoutException("connection timed out"),
        new NoRouteToHostException("No route to host"),
        new UnknownHostException("nowhere.invalid"),
        new UnresolvedAddressException(),
        new SSLHandshakeException("PKIX path building failed"),
        new NotSslRecordException("not an SSL/TLS record"),
        new CredentialsMissing(null));
  }

  static Stream<Throwable> failuresAtAnyTime() {
    return Stream.of(
        new IOException("Read timed out"),
        new SocketException("Connection reset"),
        new ClosedChannelException(),
        new SSLException("bad record MAC"),
        new CancellationException(),
        new OutOfMemoryError(),
        new IllegalStateException("closed"),
        AbortedException.create("interrupted"),
        Crc32MismatchException.create("other sum", null),
        ApiCallTimeoutException.create(2_000),
        ApiCallAttemptTimeoutException.create(2_000));
  }

  /** Returns the meaning of a failure wrapped in layers, as the SDK passes it on. */
  private static Meaning meaning(Throwable failure) {
    return CallFailure.of(
            new CompletionException(SdkClientException.create("Unable to execute", failure)))
        .meaning();
  }

  @ParameterizedTest
  @MethodSource("failuresBeforeARequest")
  void aFailureBeforeTheRequestMeansNotApplied(Throwable failure) {
    assertEquals(Meaning.NOT_APPLIED, meaning(failure));
  }

  @ParameterizedTest
  @MethodSource("failuresAtAnyTime")
  void aFailureAtAnyTimeProvesNothing(Throwable failure) {
    assertEquals(Meaning.UNKNOWN, meaning(failure));
  }
}
