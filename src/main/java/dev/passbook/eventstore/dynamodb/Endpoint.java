package dev.passbook.eventstore.dynamodb;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Says where a client looks for the table. */
public final class Endpoint {
  private Endpoint() {}

  /**
   * Returns {@code in eu-west-1}, or {@code at http://localhost:8000} for an endpoint of its own.
   */
  public static String of(DynamoDbAsyncClient client) {
    try {
      var configuration = client.serviceClientConfiguration();
      return configuration
          .endpointOverride()
          .map(endpoint -> "at " + endpoint)
          .orElseGet(() -> "in " + configuration.region());
    } catch (SdkClientException noRegion) {
      return "in no region";
    }
  }
}
