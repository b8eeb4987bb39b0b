package dev.passbook.lambda;

import io.quarkus.amazon.lambda.http.model.AwsProxyRequestContext;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import java.util.Map;
import java.util.Optional;

/**
 * An event in format 1.0, from a REST API. Its headers arrive value by value, and its path has no
 * stage.
 */
record GatewayEvent(AwsProxyRequestContext context) {
  static Optional<GatewayEvent> behind(QuarkusHttpHeaders headers) {
    return Optional.ofNullable(headers.getContextObjects().get(AwsProxyRequestContext.class))
        .map(context -> new GatewayEvent((AwsProxyRequestContext) context));
  }

  Optional<String> requestId() {
    return Optional.ofNullable(context.getRequestId());
  }

  Map<String, String> wholeHeaders() {
    return Map.of();
  }

  Optional<String> pathPrefix() {
    return Optional.empty();
  }
}
