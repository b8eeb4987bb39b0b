package dev.passbook.eventstore.dynamodb.calls;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import io.netty.channel.nio.NioEventLoopGroup;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** The production client, pointed at a test's endpoint. */
final class WiredClient implements AutoCloseable {
  /** Ends a test that hangs. */
  static final Duration LONG = Duration.ofSeconds(60);

  private final NioEventLoopGroup loops;
  private final RefreshedCredentials credentials;
  final DynamoDbAsyncClient client;

  WiredClient(
      URI endpoint,
      Supplier<? extends IdentityProvider<? extends AwsCredentialsIdentity>> providers,
      NettyNioAsyncHttpClient.Builder http,
      ExecutionInterceptor... watching) {
    this(endpoint, providers, http, new NioEventLoopGroup(1), watching);
  }

  private WiredClient(
      URI endpoint,
      Supplier<? extends IdentityProvider<? extends AwsCredentialsIdentity>> providers,
      NettyNioAsyncHttpClient.Builder http,
      NioEventLoopGroup loops,
      ExecutionInterceptor... watching) {
    this.loops = loops;
    credentials = new RefreshedCredentials(providers);
    client =
        DynamoDbClients.withoutRetries(
            DynamoDbAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .asyncConfiguration(
                    to ->
                        to.advancedOption(
                            SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR,
                            Runnable::run)),
            new ClientPerEventLoop.Builder(loops, http),
            credentials,
            watching);
  }

  /** Returns a client whose credentials are available at once. */
  static WiredClient to(
      URI endpoint, NettyNioAsyncHttpClient.Builder http, ExecutionInterceptor... watching) {
    var wired = new WiredClient(endpoint, WiredClient::someCredentials, http, watching);
    wired.awaitCredentials();
    return wired;
  }

  /** Returns a client on several event loops, which are the test's own. */
  static WiredClient on(NioEventLoopGroup loops, URI endpoint) {
    var wired =
        new WiredClient(
            endpoint, WiredClient::someCredentials, NettyNioAsyncHttpClient.builder(), loops);
    wired.awaitCredentials();
    return wired;
  }

  static WiredClient to(URI endpoint) {
    return to(endpoint, NettyNioAsyncHttpClient.builder());
  }

  private static StaticCredentialsProvider someCredentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
  }

  private void awaitCredentials() {
    try {
      credentials.start(null);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes one attempt at a write. */
  Uni<PutItemResponse> attempt(Duration budget) {
    return DynamoDbCalls.attempt(
        Deadline.in(budget),
        timeout ->
            client.putItem(
                put ->
                    put.tableName("Table")
                        .item(Map.of("StreamId", AttributeValue.fromS("account-1")))
                        .overrideConfiguration(timeout)));
  }

  /** Returns the meaning of one attempt's failure, or null if it succeeds. */
  Meaning meaning(Duration budget) {
    return attempt(budget)
        .map(applied -> (Meaning) null)
        .onFailure(CallFailure.class)
        .recoverWithItem(failure -> failure.meaning())
        .await()
        .atMost(LONG);
  }

  @Override
  public void close() {
    client.close();
    credentials.close();
    loops.shutdownGracefully();
  }
}
