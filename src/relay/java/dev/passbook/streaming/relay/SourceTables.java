package dev.passbook.streaming.relay;

import dev.passbook.eventstore.dynamodb.calls.RefreshedCredentials;
import jakarta.inject.Singleton;
import java.net.URI;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Finds the client for a table to import from. */
@Singleton
class SourceTables {
  private final DynamoDbAsyncClient own;
  private final RefreshedCredentials credentials;

  SourceTables(DynamoDbAsyncClient own, RefreshedCredentials credentials) {
    this.own = own;
    this.credentials = credentials;
  }

  /**
   * Returns a client with the program's own credentials and region.
   *
   * @param endpoint null for the endpoint of Passbook's own table
   */
  DynamoDbAsyncClient client(URI endpoint) {
    return endpoint == null
        ? own
        : DynamoDbAsyncClient.builder()
            .credentialsProvider(credentials)
            .overrideConfiguration(o -> o.addExecutionInterceptor(credentials))
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().useNonBlockingDnsResolver(true))
            .endpointOverride(endpoint)
            .build();
  }
}
