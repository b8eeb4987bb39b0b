package dev.passbook.streaming.relay;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.dynamodb.TableFacts;
import dev.passbook.eventstore.dynamodb.calls.ForeignResponse;
import dev.passbook.eventstore.dynamodb.calls.RefreshedCredentials;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.streaming.AccountList;
import dev.passbook.streaming.AccountScan;
import dev.passbook.streaming.Checkpoints;
import dev.passbook.streaming.Cursors;
import dev.passbook.streaming.KinesisPublisher;
import dev.passbook.streaming.Relay;
import dev.passbook.streaming.RelayMetrics;
import dev.passbook.streaming.RelayTraces;
import dev.passbook.streaming.StreamChange;
import dev.passbook.streaming.StreamPoller;
import dev.passbook.streaming.Timelines;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Produces the relay's beans. */
class RelayWiring {
  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(1);

  /**
   * One for each account that the relay publishes at once. Quarkus configures DynamoDB's client.
   */
  private static final int PUTS_AT_ONCE = 192;

  /** Shorter than an attempt, as for the table. */
  private static final Duration ACQUISITION_LIMIT = Duration.ofMillis(1500);

  /** Resolves host names without blocking the event loops. */
  private static NettyNioAsyncHttpClient.Builder httpClient() {
    return NettyNioAsyncHttpClient.builder()
        .connectionTimeout(CONNECTION_LIMIT)
        .tlsNegotiationTimeout(CONNECTION_LIMIT)
        .connectionAcquisitionTimeout(ACQUISITION_LIMIT)
        .useNonBlockingDnsResolver(true);
  }

  /**
   * Creates a client that does not retry, since the publisher retries with the right order and
   * deadline.
   */
  @Produces
  @Singleton
  KinesisAsyncClient kinesis(RelayConfig config, RefreshedCredentials credentials) {
    var builder =
        KinesisAsyncClient.builder()
            .credentialsProvider(credentials)
            .overrideConfiguration(
                o ->
                    o.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(credentials));
    config.kinesisEndpoint().ifPresent(builder::endpointOverride);
    // An emulator's plain port does not support HTTP/2.
    var plain = config.kinesisEndpoint().map(URI::getScheme).filter("http"::equals).isPresent();
    return builder
        .httpClientBuilder(
            httpClient()
                .maxConcurrency(PUTS_AT_ONCE)
                .protocol(plain ? Protocol.HTTP1_1 : Protocol.HTTP2))
        .build();
  }

  void close(@Disposes KinesisAsyncClient client) {
    client.close();
  }

  @Produces
  @Singleton
  DynamoDbStreamsAsyncClient streams(
      @ConfigProperty(name = "quarkus.dynamodb.endpoint-override") Optional<URI> endpoint,
      RefreshedCredentials credentials) {
    var builder =
        DynamoDbStreamsAsyncClient.builder()
            .credentialsProvider(credentials)
            .overrideConfiguration(
                o ->
                    o.addExecutionInterceptor(credentials)
                        .addExecutionInterceptor(new ForeignResponse.Check()))
            .httpClientBuilder(httpClient());
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  void close(@Disposes DynamoDbStreamsAsyncClient client) {
    client.close();
  }

  @Produces
  @Singleton
  KinesisPublisher publisher(KinesisAsyncClient kinesis, RelayConfig config) {
    return new KinesisPublisher(kinesis, config.stream(), config.recordEvents());
  }

  @Produces
  @Singleton
  Relay relay(
      EventStore<Account, AccountEvent> store,
      DynamoDbAsyncClient client,
      StoreConfig config,
      Timelines timelines,
      KinesisPublisher publisher,
      RelayMetrics metrics,
      RelayTraces traces,
      Clock clock) {
    return new Relay(
        store, new Cursors(client, config), timelines, publisher, metrics, traces, clock);
  }

  @Produces
  @Singleton
  Timelines timelines(DynamoDbAsyncClient client, StoreConfig config) {
    return new Timelines(new TableFacts(client, config));
  }

  @Produces
  @Singleton
  RelayMetrics figures(MeterRegistry registry, Clock clock) {
    return new RelayMetrics(registry, clock);
  }

  @Produces
  @Singleton
  RelayTraces traces(Tracer tracer, RelayConfig config) {
    return new RelayTraces(tracer, config.stream());
  }

  /**
   * Produces the default source of hints, unless another bean shares the stream with other
   * processes.
   */
  @Produces
  @Singleton
  @DefaultBean
  StreamPoller poller(
      DynamoDbAsyncClient tables,
      DynamoDbStreamsAsyncClient streams,
      StoreConfig store,
      StreamChange change,
      Relay relay,
      RelayConfig config) {
    return new StreamPoller(
        tables, streams, store.table().name(), change, relay, config.pollPause());
  }

  @Produces
  @Singleton
  StreamChange change(Checkpoints checkpoints, AccountScan sweep, Relay relay, Clock clock) {
    return new StreamChange(checkpoints, sweep, relay, clock);
  }

  @Produces
  @Singleton
  Checkpoints checkpoints(DynamoDbAsyncClient client, StoreConfig config) {
    return new Checkpoints(client, config);
  }

  @Produces
  @Singleton
  AccountScan sweep(
      DynamoDbAsyncClient client, StoreConfig config, Checkpoints checkpoints, Clock clock) {
    return new AccountScan(new AccountList(client, config), checkpoints, clock);
  }
}
