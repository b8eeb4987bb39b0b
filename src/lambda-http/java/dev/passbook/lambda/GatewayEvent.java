package dev.passbook.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import java.util.Map;
import java.util.Optional;

/**
 * An event in format 2.0, from an HTTP API or a function URL. API Gateway puts the name of a named
 * stage before the path.
 */
record GatewayEvent(APIGatewayV2HTTPEvent event) {
  static Optional<GatewayEvent> behind(QuarkusHttpHeaders headers) {
    return Optional.ofNullable(headers.getContextObjects().get(APIGatewayV2HTTPEvent.class))
        .map(event -> new GatewayEvent((APIGatewayV2HTTPEvent) event));
  }

  Optional<String> requestId() {
    return Optional.ofNullable(event.getRequestContext().getRequestId());
  }

  /** Returns the headers as the client sent them. Quarkus splits their values at commas. */
  Map<String, String> wholeHeaders() {
    return event.getHeaders() == null ? Map.of() : event.getHeaders();
  }

  /** Returns what stands before the paths of the API, without a slash at its end. */
  Optional<String> pathPrefix() {
    return Optional.ofNullable(event.getRequestContext().getStage()).map(stage -> "/" + stage);
  }
}
