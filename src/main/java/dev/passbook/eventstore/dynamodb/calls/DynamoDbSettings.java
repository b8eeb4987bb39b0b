package dev.passbook.eventstore.dynamodb.calls;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
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
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/**
 * Applies the settings under {@code quarkus.dynamodb} to the credentials and the HTTP client. The
 * Quarkus extension can't create these two without a blocking call.
 */
// The SDK loads these by their names. The last one is there only in a build with -Dsts.
@RegisterForReflection(
    targets = {DnsAddressResolverGroup.class, DnsNameResolverBuilder.class},
    classNames =
        "software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory")
@Singleton
class DynamoDbSettings {
  private final DynamoDbConfig config;
  private final EventLoopGroup loops;

  DynamoDbSettings(DynamoDbConfig config, @MainEventLoopGroup EventLoopGroup loops) {
    this.config = config;
    this.loops = loops;
  }

  /** Returns a new provider of the configured type, or the SDK's default chain. */
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
   * Returns the extension's HTTP client on the HTTP server's event loops. It resolves host names
   * with Netty, since the JDK's resolver would block the event loop. It limits the TLS handshake to
   * the connection timeout, since the SDK's limit is longer than an attempt and would hide the
   * cause of a failure.
   */
  SdkAsyncHttpClient.Builder<?> httpClient() {
    var client = new RuntimeValue<>(config.asyncClient());
    var transport = new AmazonClientNettyTransportRecorder();
    var builder =
        transport.configureNettyAsync(
            transport.configureAsync("dynamodb", client), () -> loops, client);
    var netty =
        ((NettyNioAsyncHttpClient.Builder) builder.getValue())
            .tlsNegotiationTimeout(config.asyncClient().connectionTimeout())
            .useNonBlockingDnsResolver(true);
    var hasLoopsOfItsOwn = config.asyncClient().eventLoop().override();
    return hasLoopsOfItsOwn || !(loops instanceof NioEventLoopGroup)
        ? netty
        : new ClientPerEventLoop.Builder(loops, netty);
  }
}
