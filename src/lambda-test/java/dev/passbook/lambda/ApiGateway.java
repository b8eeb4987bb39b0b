package dev.passbook.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * API Gateway in front of the function. It uses Quarkus' Runtime API but not Quarkus' stand-ins for
 * the gateway. Those send events that no gateway sends (no stage, and headers in the client's case)
 * and split responses at their commas.
 */
class ApiGateway extends RuntimeApi {
  private static final String EVENT = "event";

  /** These headers only concern the connection between the function and Lambda. */
  private static final Set<String> HOP_BY_HOP = Set.of("connection", "transfer-encoding");

  private final Payload payload;

  ApiGateway(Payload payload) {
    this.payload = payload;
  }

  /**
   * Runs the gateway alone at a port, for {@code deploy/figures.sh}. It prints the time whenever a
   * function requests an event.
   */
  public static void main(String[] port) {
    ApiGateway gateway =
        new ApiGateway(Payload.ofTheBuild()) {
          @Override
          public void nextEvent(RoutingContext context) {
            System.out.println(System.currentTimeMillis());
            super.nextEvent(context);
          }
        };
    gateway.start(Integer.parseInt(port[0]));
  }

  @Override
  protected void defaultHandlerSetup() {
    router
        .post(BASE_PATH + "/2018-06-01/runtime/init/error")
        .handler(context -> context.response().setStatusCode(202).end());
    router.route().handler(this::take);
  }

  private void take(RoutingContext context) {
    ObjectNode event = payload.eventOf(context.request());
    Buffer body = context.body().buffer();
    if (body == null || body.length() == 0) {
      event.put("isBase64Encoded", false);
    } else {
      payload.withBody(event, context.request().getHeader("Content-Type"), body.getBytes());
    }
    context.put(EVENT, event);
    context.vertx().setTimer(LIMIT_MILLIS, timer -> end(context, 504));
    postEvent(context);
  }

  @Override
  protected Buffer processEventBody(RoutingContext request) {
    ObjectNode event = request.get(EVENT);
    return event == null ? super.processEventBody(request) : Buffer.buffer(event.toString());
  }

  @Override
  public void processResponse(RoutingContext function, RoutingContext client, Buffer answer) {
    if (client.get(EVENT) == null) {
      super.processResponse(function, client, answer);
    } else if (!client.response().ended()) {
      pass(read(answer), client.response());
    }
  }

  @Override
  public void processError(RoutingContext function, RoutingContext client, Buffer error) {
    if (client.get(EVENT) == null) {
      super.processError(function, client, error);
    } else {
      end(client, payload.failureStatus());
    }
  }

  private void pass(JsonNode answer, HttpServerResponse response) {
    response.setStatusCode(answer.path("statusCode").asInt());
    payload.headersOf(answer).forEach(header -> add(response, header.getKey(), header.getValue()));
    byte[] body = Payload.bodyOf(answer);
    if (body.length == 0) {
      response.end();
    } else {
      response.end(Buffer.buffer(body));
    }
  }

  private static void add(HttpServerResponse response, String name, String value) {
    if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
      response.headers().add(name, value);
    }
  }

  private static JsonNode read(Buffer answer) {
    try {
      return Payload.JSON.readTree(answer.toString());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(RoutingContext client, int status) {
    if (!client.response().ended()) {
      client
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .end("{\"message\":\"Internal Server Error\"}");
    }
  }
}
