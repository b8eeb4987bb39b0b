package dev.passbook.eventstore.dynamodb;

import io.netty.channel.EventLoopGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.quarkiverse.amazon.common.runtime.AmazonClientNettyTransportRecorder;
import io.quarkiverse.amazon.common.runtime.ClientUtil;
import io.quarkiverse.amazon.dynamodb.runtime.DynamoDbConfig;
import io.quarkus.netty.MainEventLoopGroup;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/**
 * What {@code quarkus.dynamodb} says, for the two parts of the client that the Quarkus extension
 * can't make without a blocking call: the credentials and the HTTP client.
 */
// The SDK finds Netty's resolver by these names.
@RegisterForReflection(targets = {DnsAddressResolverGroup.class, DnsNameResolverBuilder.class})
@Singleton
class DynamoDbSettings {
  private final DynamoDbConfig config;
  private final EventLoopGroup loops;

  DynamoDbSettings(DynamoDbConfig config, @MainEventLoopGroup EventLoopGroup loops) {
    this.config = config;
    this.loops = loops;
  }

  /** A new provider of the type that is set, or of the SDK's default chain. */
  AwsCredentialsProvider credentialsProvider() {
    return config
        .clients()
        .get(ClientUtil.DEFAULT_CLIENT_NAME)
        .aws()
        .credentials()
        .map(credentials -> credentials.type().create(credentials, "quarkus.dynamodb"))
        .orElseGet(
            () -> DefaultCredentialsProvider.builder().reuseLastProviderEnabled(false).build());
  }

  /**
   * The extension's HTTP client on the HTTP server's own event loops, but for the names of hosts:
   * the JDK's resolver would block the loop that connects, so Netty's resolves them. The SDK's
   * limit for a TLS handshake is longer than an attempt, which would hide what failed.
   */
  NettyNioAsyncHttpClient.Builder httpClient() {
    var client = new RuntimeValue<>(config.asyncClient());
    var transport = new AmazonClientNettyTransportRecorder();
    var builder =
        transport.configureNettyAsync(
            transport.configureAsync("dynamodb", client), () -> loops, client);
    var netty = (NettyNioAsyncHttpClient.Builder) builder.getValue();
    if (!config.asyncClient().eventLoop().override()) {
      netty.eventLoopGroup(Departures.noted(loops));
    }
    return netty
        .tlsNegotiationTimeout(config.asyncClient().connectionTimeout())
        .useNonBlockingDnsResolver(true);
  }
}
