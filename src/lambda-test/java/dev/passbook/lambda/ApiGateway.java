package dev.passbook.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.amazon.lambda.runtime.MockEventServer;
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
class ApiGateway extends MockEventServer {
  private static final String EVENT = "event";

  /** API Gateway's integration timeout. */
  private static final long LONGEST_ANSWER_MILLIS = 29_000;

  /** These headers only concern the connection between the function and Lambda. */
  private static final Set<String> HOP_BY_HOP = Set.of("connection", "transfer-encoding");

  private final Payload payload;
  private volatile boolean asked;

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

  /** Returns the address of the function's Runtime API: host, port and path, without a scheme. */
  String runtimeApi() {
    return "127.0.0.1:" + getPort() + BASE_PATH;
  }

  /** Returns whether a function has started and requested its first event. */
  boolean hasBeenAsked() {
    return asked;
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
    context.vertx().setTimer(LONGEST_ANSWER_MILLIS, timer -> end(context, 504));
    postEvent(context);
  }

  /** Adds the headers that Lambda sends and Quarkus' Runtime API doesn't. */
  @Override
  public void nextEvent(RoutingContext context) {
    asked = true;
    context
        .response()
        .putHeader(
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(System.currentTimeMillis() + LONGEST_ANSWER_MILLIS))
        .putHeader(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:eu-west-1:123456789012:function:passbook");
    super.nextEvent(context);
  }

  @Override
  protected String getEventContentType(RoutingContext request) {
    return "application/json";
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
