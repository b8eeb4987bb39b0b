package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The innermost cause names a failure, even if it has no message of its own. */
class KeySetFailureTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("no TLS connection could be agreed on", new SSLException((String) null)),
        Arguments.of(
            "no TLS connection could be agreed on (no TLS here)",
            new NotSslRecordException("no TLS here")),
        Arguments.of(
            "no TLS connection could be agreed on (Received fatal alert: handshake_failure)",
            new SSLHandshakeException("Received fatal alert: handshake_failure")),
        Arguments.of(
            "the server's certificate is made out for another host name",
            new CertificateException("No name matching localhost found")),
        Arguments.of(
            "the server's certificate is made out for another host name",
            new CertificateException("No subject alternative names present")),
        Arguments.of("the host name can't be resolved", new UnknownHostException()),
        Arguments.of("there is no route to the server", new NoRouteToHostException()),
        Arguments.of("no connection could be made", new ConnectException()),
        Arguments.of("no connection could be made", new ConnectTimeoutException()),
        Arguments.of("no whole answer came in time", new TimeoutException()),
        Arguments.of("the service may not read the file /keys", new AccessDeniedException("/keys")),
        Arguments.of(
            "the read failed with IOException (Connection reset)",
            new IOException("Connection reset\nby peer")),
        Arguments.of("the read failed with IOException", new IOException()),
        Arguments.of("the read failed with IOException", new IOException("")),
        Arguments.of(
            "the set is odd", new KeySetFailure("the set is odd", new IOException("inner"))));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theReasonIsInOurOwnWords(String reason, Throwable failure) {
    assertEquals(reason, KeySetFailure.reason(failure));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void wrappingExceptionsDoNotHideTheReason(String reason, Throwable failure) {
    var around = new IllegalStateException("Failed to create SSL connection", failure);

    if (reason.startsWith("the read failed")) {
      assertFalse(KeySetFailure.reason(around).contains("null"));
    } else {
      assertEquals(reason, KeySetFailure.reason(around));
    }
  }
}
