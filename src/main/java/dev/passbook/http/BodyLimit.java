package dev.passbook.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Reads the bodies of requests that take one, up to the largest that the contract takes. It refuses
 * longer ones, whether they tell their length or come in chunks, and those that drip in. A body
 * that is under way takes no place from the requests that are worked on; there is a bound of its
 * own for those. Quarkus' own limit would answer without a problem.
 */
@ApplicationScoped
class BodyLimit {
  private static final int LARGEST_BODY = 16 * 1024;
  private static final int BEFORE_RESOURCES = 800;

  /** For each request that may be worked on at once, so many bodies may be under way. */
  private static final int UNDER_WAY = 4;

  private static final String WAITING = "passbook.body";

  private final BodyHandler read = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
  private final Places underWay;
  private final long longest;

  /** What a request holds while its body is under way. */
  private record Waiting(Places.Place place, long timer) {}

  BodyLimit(HttpConfig config) {
    this.longest = config.requestTimeout().toMillis();
    this.underWay = new Places(UNDER_WAY * config.maxInFlight(), System::nanoTime);
  }

  void register(@Observes Filters filters) {
    filters.register(this::read, BEFORE_RESOURCES);
    filters.register(BodyLimit::isRead, BEFORE_RESOURCES - 1);
  }

  private void read(RoutingContext context) {
    if (!isAnnounced(context.request()) || !AllowedMethods.takesBody(context.request())) {
      context.next();
    } else if (Wire.hasWhole(context)) {
      read.handle(context);
    } else {
      waitForBody(context);
    }
  }

  /** As a request's head tells it (RFC 9112, section 6.3). */
  private static boolean isAnnounced(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && !length.equals("0")
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** Whether something was sent: chunks may turn out to be none. */
  static boolean isThere(RoutingContext context) {
    return context.body().length() > 0;
  }

  private void waitForBody(RoutingContext context) {
    var here = context.vertx().getOrCreateContext();
    underWay
        .take(() -> here.runOnContext(now -> giveUp(context)))
        .ifPresentOrElse(
            place -> waitForBody(place, context),
            () -> RouterProblems.end(context, Problems.overloaded()));
  }

  private void waitForBody(Places.Place place, RoutingContext context) {
    place.waitForClient();
    var timer = context.vertx().setTimer(longest, late -> giveUp(context));
    context.put(WAITING, new Waiting(place, timer)).addEndHandler(ended -> stopWaiting(context));
    read.handle(context);
  }

  private static void giveUp(RoutingContext context) {
    if (context.get(WAITING) != null) {
      RouterProblems.end(context, RouterProblems.blank(HttpResponseStatus.REQUEST_TIMEOUT.code()));
    }
  }

  private static void stopWaiting(RoutingContext context) {
    Waiting waiting = context.remove(WAITING);
    if (waiting != null) {
      waiting.place().leave();
      context.vertx().cancelTimer(waiting.timer());
    }
  }

  /** Where nothing was sent, a media type says nothing. Some clients name one with every POST. */
  private static void isRead(RoutingContext context) {
    stopWaiting(context);
    if (!isThere(context)) {
      context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
    }
    context.next();
  }
}
