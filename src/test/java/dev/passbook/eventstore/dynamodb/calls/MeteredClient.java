package dev.passbook.eventstore.dynamodb.calls;

import dev.passbook.eventstore.dynamodb.TestTable;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Creates clients that report each call with the units that the response names. */
public final class MeteredClient {
  private MeteredClient() {}

  /** Returns a client of the tests' database. */
  public static DynamoDbAsyncClient of(StoreMetrics metrics) {
    TestTable.client();
    return of(DynamoDbLocalResource.endpoint(), credentials(), metrics);
  }

  public static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
  }

  public static DynamoDbAsyncClient of(
      URI endpoint, AwsCredentialsProvider credentials, StoreMetrics metrics) {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials)
        .overrideConfiguration(
            o ->
                o.retryStrategy(AwsRetryStrategy.doNotRetry())
                    .addExecutionInterceptor(new MeteredCalls(metrics)))
        .build();
  }
}
