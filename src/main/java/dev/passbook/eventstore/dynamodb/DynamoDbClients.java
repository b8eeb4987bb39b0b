package dev.passbook.eventstore.dynamodb;

import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** The one client, configured under {@code quarkus.dynamodb}, but for what has no property. */
class DynamoDbClients {
  /**
   * The SDK must not retry: it would send a conditional write whose answer was lost once more and
   * report the condition that its own first write broke. The adapter retries, and knows its rows.
   */
  @Produces
  @ApplicationScoped
  DynamoDbAsyncClient withoutRetries(
      DynamoDbAsyncClientBuilder builder, StoreConfig config, StoreFigures figures, Tracer tracer) {
    ClientOverrideConfiguration configuration =
        builder.overrideConfiguration().toBuilder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .addExecutionInterceptor(new MeteredCalls(figures))
            .addExecutionInterceptor(new TracedCalls(tracer, config.table().name()))
            .build();
    return builder.overrideConfiguration(configuration).build();
  }

  void close(@Disposes DynamoDbAsyncClient client) {
    client.close();
  }
}
