package dev.passbook.bench;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Creates the SDK client for the floor. */
final class BareClient {
  private static final int CONNECTIONS = 128;

  private BareClient() {}

  /**
   * Returns the service's SDK client, in the same version and with as many connections, set up to
   * be as fast as possible: futures complete on the event loop without a switch to another thread.
   */
  static DynamoDbAsyncClient of(URI database) {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(database)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(CONNECTIONS))
        .overrideConfiguration(to -> to.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .asyncConfiguration(
            to ->
                to.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .build();
  }
}
