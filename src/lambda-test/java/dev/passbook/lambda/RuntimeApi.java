package dev.passbook.lambda;

import io.quarkus.amazon.lambda.runtime.MockEventServer;
import io.vertx.ext.web.RoutingContext;

/** Serves Lambda's Runtime API with Quarkus' own, and adds what that one leaves out. */
public class RuntimeApi extends MockEventServer {
  /** The longest time that a function may take, which is API Gateway's integration timeout. */
  static final long LIMIT_MILLIS = 29_000;

  private volatile boolean asked;

  /** Returns the address for the function: host, port and path, without a scheme. */
  public String address() {
    return "127.0.0.1:" + getPort() + BASE_PATH;
  }

  /** Returns whether a function has started and requested its first event. */
  boolean hasBeenAsked() {
    return asked;
  }

  /** Adds the headers that Lambda sends and Quarkus' Runtime API doesn't. */
  @Override
  public void nextEvent(RoutingContext context) {
    asked = true;
    context
        .response()
        .putHeader(
            "Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + LIMIT_MILLIS))
        .putHeader(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:eu-west-1:123456789012:function:passbook");
    super.nextEvent(context);
  }

  @Override
  protected String getEventContentType(RoutingContext request) {
    return "application/json";
  }
}
