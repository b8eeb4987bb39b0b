package dev.passbook.eventstore.dynamodb.calls;

import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/**
 * Produces the one DynamoDB client. It is configured under {@code quarkus.dynamodb}, apart from
 * what has no property.
 */
class DynamoDbClients {
  private static final Logger LOG = Logger.getLogger(DynamoDbClients.class);

  @Produces
  @ApplicationScoped
  DynamoDbAsyncClient client(
      DynamoDbAsyncClientBuilder builder,
      DynamoDbSettings settings,
      RefreshedCredentials credentials,
      StoreConfig config,
      StoreMetrics metrics,
      Tracer tracer,
      Instance<CallWatchers> watchers) {
    var own = Stream.of(new MeteredCalls(metrics), new TracedCalls(tracer, config.table().name()));
    var others = watchers.stream().flatMap(each -> each.interceptors().stream());
    return withoutRetries(
        builder,
        settings.httpClient(),
        credentials,
        Stream.concat(own, others).toArray(ExecutionInterceptor[]::new));
  }

  /**
   * Builds a client that does not retry. The SDK would repeat a conditional write whose response
   * was lost, and report that the condition failed because of its own first write. The adapter
   * retries itself, since it recognises its own rows.
   */
  static DynamoDbAsyncClient withoutRetries(
      DynamoDbAsyncClientBuilder builder,
      SdkAsyncHttpClient.Builder<?> httpClient,
      RefreshedCredentials credentials,
      ExecutionInterceptor... watchers) {
    var configuration =
        builder.overrideConfiguration().toBuilder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .addExecutionInterceptor(new SentRequests())
            .addExecutionInterceptor(new ForeignResponse.Check())
            .addExecutionInterceptor(credentials);
    List.of(watchers).forEach(configuration::addExecutionInterceptor);
    return builder
        .overrideConfiguration(configuration.build())
        .credentialsProvider(credentials)
        .httpClientBuilder(SentRequests.noted(httpClient))
        .build();
  }

  /**
   * Creates the client at startup and not at the first call, since it may look up the region, which
   * blocks.
   */
  void start(@Observes @Priority(1) StartupEvent event, DynamoDbAsyncClient client) {
    try {
      ClientProxy.unwrap(client);
    } catch (SdkClientException failure) {
      // TableMonitor reports this for as long as it lasts.
      LOG.debug("The client can't be made", failure);
    }
  }

  void close(@Disposes DynamoDbAsyncClient client) {
    client.close();
  }
}
