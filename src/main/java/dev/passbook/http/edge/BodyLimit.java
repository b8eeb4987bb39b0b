package dev.passbook.http.edge;

import dev.passbook.http.connection.Connections;
import dev.passbook.http.exchange.AllowedMethods;
import dev.passbook.http.exchange.HttpConfig;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RouterProblems;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.inject.Singleton;

/**
 * Reads the bodies of requests that take one, up to the limit of the contract. It refuses longer
 * bodies, whether or not they announce their length, and bodies that arrive too slowly. A body
 * under way takes no permit in {@link ConcurrencyLimit}: such bodies have a bound of their own.
 * Quarkus' own limit would respond without a problem.
 */
@Singleton
class BodyLimit {
  private static final int LARGEST_BODY = 16 * 1024;

  /** The number of bodies that may be under way for each request that may be in flight. */
  private static final int UNDER_WAY = 4;

  private static final String WAITING = "passbook.body";

  private final BodyHandler read = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
  private final Permits underWay;
  private final long longest;

  /** What a request holds while its body is under way. */
  private record Waiting(Permits.Permit permit, long timer) {}

  BodyLimit(HttpConfig config) {
    this.longest = config.requestTimeout().toMillis();
    this.underWay = new Permits(UNDER_WAY * config.maxInFlight(), System::nanoTime);
  }

  /** Returns the number of bodies under way. */
  int underWay() {
    return underWay.taken();
  }

  void read(RoutingContext context) {
    if (!isAnnounced(context.request()) || !AllowedMethods.takesBody(context.request())) {
      context.next();
    } else if (Connections.hasWhole(context)) {
      read.handle(context);
    } else {
      waitForBody(context);
    }
  }

  /** Returns whether the head announces a body (RFC 9112, section 6.3). */
  private static boolean isAnnounced(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && !length.equals("0")
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** Returns whether any bytes were sent. Chunks may turn out to be empty. */
  static boolean isThere(RoutingContext context) {
    return context.request().bytesRead() > 0;
  }

  private void waitForBody(RoutingContext context) {
    var here = context.vertx().getOrCreateContext();
    underWay
        .take(() -> here.runOnContext(now -> giveUp(context)))
        .ifPresentOrElse(
            permit -> waitForBody(permit, context),
            () -> RouterProblems.end(context, Problems.overloaded()));
  }

  private void waitForBody(Permits.Permit permit, RoutingContext context) {
    permit.waitForClient();
    var timer = context.vertx().setTimer(longest, late -> giveUp(context));
    context.put(WAITING, new Waiting(permit, timer)).addEndHandler(ended -> stopWaiting(context));
    read.handle(context);
  }

  private static void giveUp(RoutingContext context) {
    if (stopWaiting(context)) {
      RouterProblems.end(context, RouterProblems.blank(HttpResponseStatus.REQUEST_TIMEOUT.code()));
    }
  }

  /** Returns whether the body was still under way. */
  private static boolean stopWaiting(RoutingContext context) {
    Waiting waiting = context.remove(WAITING);
    if (waiting == null) {
      return false;
    }
    waiting.permit().leave();
    context.vertx().cancelTimer(waiting.timer());
    return true;
  }

  /**
   * Continues after the body was read. Without a body the media type means nothing, so it is
   * removed: some clients send one with every POST.
   */
  static void isRead(RoutingContext context) {
    stopWaiting(context);
    if (!isThere(context)) {
      context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
    }
    context.next();
  }
}
