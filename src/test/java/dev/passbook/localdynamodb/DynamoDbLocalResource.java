package dev.passbook.localdynamodb;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * Starts one database for all tests of a JVM on first use; it stops with the JVM. The service
 * loader finds this resource, so test classes need not name it.
 */
public final class DynamoDbLocalResource implements QuarkusTestResourceLifecycleManager {
  private static final String REGION = "eu-west-1";
  private static final String CREDENTIAL = "local";
  private static final int ATTEMPTS = 3;

  /** Quarkus loads test classes several times, but system properties exist once per JVM. */
  private static final String STARTED = "local-dynamodb.test-endpoint";

  @Override
  public Map<String, String> start() {
    return Map.of(
        "quarkus.dynamodb.endpoint-override",
        endpoint().toString(),
        "quarkus.dynamodb.aws.region",
        REGION,
        "quarkus.dynamodb.aws.credentials.type",
        "static",
        "quarkus.dynamodb.aws.credentials.static-provider.access-key-id",
        CREDENTIAL,
        "quarkus.dynamodb.aws.credentials.static-provider.secret-access-key",
        CREDENTIAL,
        "quarkus.shutdown.delay",
        "0s",
        "passbook.table.create",
        "true");
  }

  /** Does nothing: the next test class needs the database, and the emulator ends with the JVM. */
  @Override
  public void stop() {}

  public static URI endpoint() {
    synchronized (System.getProperties()) {
      if (System.getProperty(STARTED) == null) {
        System.setProperty(STARTED, startOnAFreePort().endpoint().toString());
      }
      return URI.create(System.getProperty(STARTED));
    }
  }

  /** Returns a client with the SDK's defaults for the tables of the service under test. */
  public static DynamoDbAsyncClient client() {
    return Client.SHARED;
  }

  /** Returns such a client for the tables' streams. */
  public static DynamoDbStreamsAsyncClient streams() {
    return Client.STREAMS;
  }

  /** Another process may take the port between its choice and the emulator's start. */
  private static DynamoDbLocal startOnAFreePort() {
    for (int attempt = 1; ; attempt++) {
      try {
        return DynamoDbLocal.inMemory();
      } catch (DynamoDbLocal.NotStarted e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static final class Client {
    private static final StaticCredentialsProvider CREDENTIALS =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL));

    static final DynamoDbAsyncClient SHARED =
        DynamoDbAsyncClient.builder()
            .endpointOverride(endpoint())
            .region(Region.of(REGION))
            .credentialsProvider(CREDENTIALS)
            .build();

    static final DynamoDbStreamsAsyncClient STREAMS =
        DynamoDbStreamsAsyncClient.builder()
            .endpointOverride(endpoint())
            .region(Region.of(REGION))
            .credentialsProvider(CREDENTIALS)
            .build();
  }
}
