package dev.passbook.http.connection;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** What the filters may ask of the connection that a request came on. */
public final class Connections {
  private Connections() {}

  /** Runs a task when the response is written, or can't be written any more. */
  public static void whenWritten(RoutingContext context, Runnable task) {
    var guard = ConnectionGuard.of(context.request().connection());
    if (guard == null) {
      context.addEndHandler(ended -> task.run());
    } else if (guard.current() == null) {
      task.run();
    } else {
      guard.current().whenWritten(task);
    }
  }

  /** Returns whether the whole request has arrived. */
  public static boolean hasWhole(RoutingContext context) {
    var guard = ConnectionGuard.of(context.request().connection());
    return guard == null || guard.current() == null || guard.current().isWhole();
  }

  /** Closes a connection without waiting for its client to read everything, as Vert.x would. */
  public static void cut(HttpConnection connection) {
    ((ConnectionBase) connection).channelHandlerContext().close();
  }
}
