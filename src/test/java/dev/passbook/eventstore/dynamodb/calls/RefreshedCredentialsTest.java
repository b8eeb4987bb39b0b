package dev.passbook.eventstore.dynamodb.calls;

import static dev.passbook.eventstore.dynamodb.calls.WireServer.REQUEST_ID;
import static dev.passbook.eventstore.dynamodb.calls.WireServer.dynamoDbError;
import static dev.passbook.eventstore.dynamodb.calls.WireServer.http;
import static dev.passbook.eventstore.dynamodb.calls.WiredClient.LONG;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

class RefreshedCredentialsTest {
  private static final String APPLIED = http("200 OK", REQUEST_ID, "{}");

  private static AwsCredentials credentials(String id) {
    return AwsBasicCredentials.create(id, "secret");
  }

  private static String authorization(Map<String, String> headers) {
    return headers.get("authorization");
  }

  private static WiredClient wired(WireServer server, AwsCredentialsProvider provider) {
    return new WiredClient(server.endpoint(), () -> provider, NettyNioAsyncHttpClient.builder());
  }

  @Test
  void aProviderThatHangsDelaysNoCall() {
    var released = new CountDownLatch(1);
    AwsCredentialsProvider slow =
        () -> {
          awaitUninterruptibly(released);
          return credentials("late");
        };
    try (var server = WireServer.answering(APPLIED);
        var wired = wired(server, slow)) {
      // The response arrives on the calling thread; otherwise the test would hang.
      assertEquals(Meaning.NOT_APPLIED, wired.meaning(LONG));

      released.countDown();
      await().atMost(LONG).until(() -> wired.meaning(LONG) == null);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void credentialsThatComeLateAreFound() {
    var asked = new AtomicInteger();
    AwsCredentialsProvider failsAtFirst =
        () -> {
          if (asked.incrementAndGet() == 1) {
            throw SdkClientException.create("not yet");
          }
          return credentials("late");
        };
    try (var server = WireServer.answering(APPLIED);
        var wired = wired(server, failsAtFirst)) {
      await().atMost(LONG).until(() -> wired.meaning(LONG) == null);
    }
  }

  @Test
  void credentialsAreFetchedAgainBeforeTheyExpire() {
    var asked = new AtomicInteger();
    AwsCredentialsProvider shortLived =
        () -> {
          asked.incrementAndGet();
          return AwsSessionCredentials.builder()
              .accessKeyId("short")
              .secretAccessKey("secret")
              .sessionToken("token")
              .expirationTime(Instant.now().plusSeconds(4))
              .build();
        };
    try (var server = WireServer.answering(APPLIED);
        var wired = wired(server, shortLived)) {
      await().atMost(LONG).until(() -> asked.get() > 1);
      assertNull(wired.meaning(LONG));
    }
  }

  @Test
  void theLastCredentialsStayInUseWhileRefreshingFails() {
    var asked = new AtomicInteger();
    AwsCredentialsProvider failsLater =
        () -> {
          if (asked.incrementAndGet() > 1) {
            throw SdkClientException.create("gone");
          }
          return AwsSessionCredentials.builder()
              .accessKeyId("last")
              .secretAccessKey("secret")
              .sessionToken("token")
              .expirationTime(Instant.now().minusSeconds(1))
              .build();
        };
    try (var server = WireServer.answering(APPLIED);
        var wired = wired(server, failsLater)) {
      await().atMost(LONG).until(() -> asked.get() > 2);
      assertNull(wired.meaning(LONG));
    }
  }

  /** An SDK provider caches its credentials, so the client must ask a new one. */
  @Test
  void refusedCredentialsAreFetchedAgain() {
    var providers = new AtomicInteger();
    var server =
        new WireServer(
            headers ->
                authorization(headers).contains("Credential=id-1/")
                    ? dynamoDbError("ExpiredTokenException", REQUEST_ID)
                    : APPLIED);
    var wired =
        new WiredClient(
            server.endpoint(),
            () -> {
              var fetched = credentials("id-" + providers.incrementAndGet());
              AwsCredentialsProvider keepsThem = () -> fetched;
              return keepsThem;
            },
            NettyNioAsyncHttpClient.builder());
    try (server;
        wired) {
      await().atMost(LONG).until(() -> wired.meaning(LONG) == null);
      assertEquals(2, providers.get());
    }
  }

  /** The SDK notes the database's time even where its own retries are off. */
  @Test
  void theNextAttemptCorrectsAWrongClock() {
    var databaseTime = Instant.now().plus(1, ChronoUnit.HOURS);
    var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(databaseTime.atOffset(ZoneOffset.UTC));
    var refusal =
        http(
            "400 Bad Request",
            REQUEST_ID + "Date: " + date + "\r\n",
            "{\"__type\":\"InvalidSignatureException\",\"message\":\"Signature expired: now\"}");
    try (var server =
            new WireServer(headers -> isSignedAbout(databaseTime, headers) ? APPLIED : refusal);
        var wired = WiredClient.to(server.endpoint())) {
      assertEquals(Meaning.NOT_APPLIED, wired.meaning(LONG));
      assertNull(wired.meaning(LONG));
    }
  }

  private static boolean isSignedAbout(Instant time, Map<String, String> headers) {
    var signed =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX")
            .parse(headers.get("x-amz-date"), Instant::from);
    return signed.isAfter(time.minus(5, ChronoUnit.MINUTES));
  }
}
