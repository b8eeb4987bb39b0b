package dev.passbook.http.access;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The key set can't be fetched or used. The message gives the reason in the service's own words.
 */
final class KeySetFailure extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int DEEPEST_CAUSE = 20;

  /** How the JDK's messages begin if a certificate is for another host name. */
  private static final List<String> OTHER_NAME = List.of("No subject alternative", "No name");

  KeySetFailure(String reason) {
    this(reason, null);
  }

  KeySetFailure(String reason, Throwable cause) {
    super(reason, cause, false, false);
  }

  /** Returns why a read failed, for the operator. */
  static String reason(Throwable failure) {
    return causes(failure)
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .orElseGet(() -> unknown(failure));
  }

  /** Returns the causes, innermost first, because the innermost one is the most specific. */
  private static Stream<Throwable> causes(Throwable failure) {
    var causes = new ArrayDeque<Throwable>();
    Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST_CAUSE)
        .forEach(causes::addFirst);
    return causes.stream();
  }

  private static Optional<String> known(Throwable cause) {
    return aboutCertificate(cause).or(() -> aboutConnection(cause)).or(() -> aboutFile(cause));
  }

  private static Optional<String> aboutCertificate(Throwable cause) {
    if (cause instanceof CertificateExpiredException) {
      return Optional.of("the server's certificate has expired");
    }
    if (cause instanceof CertificateNotYetValidException) {
      return Optional.of("the server's certificate is not valid yet");
    }
    if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
      return Optional.of(
          "the server's certificate is not trusted here, since no authority that is trusted here"
              + " has signed it");
    }
    if (cause instanceof CertificateException
        && OTHER_NAME.stream().anyMatch(begin -> message(cause).startsWith(begin))) {
      return Optional.of("the server's certificate is made out for another host name");
    }
    return Optional.empty();
  }

  private static Optional<String> aboutConnection(Throwable cause) {
    if (cause instanceof KeySetFailure) {
      return Optional.of(cause.getMessage());
    }
    if (cause instanceof UnknownHostException) {
      return Optional.of("the host name can't be resolved");
    }
    if (cause instanceof NoRouteToHostException) {
      return Optional.of("there is no route to the server");
    }
    if (cause instanceof TimeoutException) {
      return Optional.of("no whole answer came in time");
    }
    if (cause instanceof ConnectException) {
      return Optional.of("no connection could be made");
    }
    if (cause instanceof SSLException) {
      return Optional.of("no TLS connection could be agreed on" + inBrackets(message(cause)));
    }
    return Optional.empty();
  }

  private static Optional<String> aboutFile(Throwable cause) {
    if (cause instanceof NoSuchFileException) {
      return Optional.of("there is no file " + message(cause));
    }
    if (cause instanceof AccessDeniedException) {
      return Optional.of("the service may not read the file " + message(cause));
    }
    return Optional.empty();
  }

  private static String unknown(Throwable failure) {
    return "the read failed with "
        + failure.getClass().getSimpleName()
        + inBrackets(message(failure));
  }

  private static String inBrackets(String message) {
    return message.isBlank() ? "" : " (" + message + ")";
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
  }
}
