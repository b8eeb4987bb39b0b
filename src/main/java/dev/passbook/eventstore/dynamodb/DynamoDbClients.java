package dev.passbook.eventstore.dynamodb;

import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** The one client, configured under {@code quarkus.dynamodb}, but for what has no property. */
class DynamoDbClients {
  private static final Logger LOG = Logger.getLogger(DynamoDbClients.class);

  @Produces
  @ApplicationScoped
  DynamoDbAsyncClient client(
      DynamoDbAsyncClientBuilder builder,
      DynamoDbSettings settings,
      RefreshedCredentials credentials,
      StoreConfig config,
      StoreFigures figures,
      Tracer tracer) {
    return withoutRetries(
        builder,
        settings.httpClient(),
        credentials,
        new MeteredCalls(figures),
        new TracedCalls(tracer, config.table().name()));
  }

  /**
   * The SDK must not retry: it would send a conditional write whose answer was lost once more and
   * report the condition that its own first write broke. The adapter retries, and knows its rows.
   */
  static DynamoDbAsyncClient withoutRetries(
      DynamoDbAsyncClientBuilder builder,
      SdkAsyncHttpClient.Builder<?> httpClient,
      RefreshedCredentials credentials,
      ExecutionInterceptor... watching) {
    var configuration =
        builder.overrideConfiguration().toBuilder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .addExecutionInterceptor(new Departures())
            .addExecutionInterceptor(new ForeignAnswer.Check())
            .addExecutionInterceptor(credentials);
    List.of(watching).forEach(configuration::addExecutionInterceptor);
    return builder
        .overrideConfiguration(configuration.build())
        .credentialsProvider(credentials)
        .httpClientBuilder(Departures.noted(httpClient))
        .build();
  }

  /** Making the client may look for a region, which blocks: so here, and not at the first call. */
  void start(@Observes @Priority(1) StartupEvent event, DynamoDbAsyncClient client) {
    try {
      LOG.debugf("The client of %s is there", client.serviceName());
    } catch (SdkClientException failure) {
      // The watch on the table says so, as long as it lasts.
      LOG.debug("The client can't be made", failure);
    }
  }

  void close(@Disposes DynamoDbAsyncClient client) {
    client.close();
  }
}
