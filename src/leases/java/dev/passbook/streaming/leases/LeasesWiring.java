package dev.passbook.streaming.leases;

import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.streaming.Relay;
import dev.passbook.streaming.StreamChange;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Replaces the poller with the library. */
class LeasesWiring {
  /** Creates the library's own clients. Unlike the service's, they retry. */
  @Produces
  @Singleton
  LeasedStream leased(
      @ConfigProperty(name = "quarkus.dynamodb.endpoint-override") Optional<URI> endpoint,
      StoreConfig store,
      LeasesConfig leases,
      StreamChange change,
      Relay relay) {
    var tables = DynamoDbAsyncClient.builder();
    var streams =
        DynamoDbStreamsClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    endpoint.ifPresent(tables::endpointOverride);
    endpoint.ifPresent(streams::endpointOverride);
    return new LeasedStream(tables.build(), streams.build(), store, leases, change, relay);
  }

  void close(@Disposes LeasedStream leased) {
    leased.close();
  }
}
