package dev.passbook.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Reads bodies up to the largest that the contract takes, and refuses longer ones, whether they
 * tell their length or come in chunks, and those that drip in: they would keep their place for as
 * long as their sender likes. Quarkus' own limit would answer without a problem.
 */
@ApplicationScoped
class BodyLimit {
  private static final int LARGEST_BODY = 16 * 1024;
  private static final int BEFORE_RESOURCES = 800;
  private static final String READ = "passbook.body-read";
  private static final String TIMER = "passbook.body-timer";

  private final BodyHandler read = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
  private final long longest;

  BodyLimit(HttpConfig config) {
    this.longest = config.requestTimeout().toMillis();
  }

  void register(@Observes Filters filters) {
    filters.register(this::read, BEFORE_RESOURCES);
    filters.register(BodyLimit::isRead, BEFORE_RESOURCES - 1);
  }

  private void read(RoutingContext context) {
    if (hasBody(context.request())) {
      read.handle(context);
      // Most bodies come together with their head: those are read by then, and need no timer.
      context.vertx().runOnContext(now -> limit(context));
    } else {
      context.next();
    }
  }

  /** As a request's head tells it (RFC 9112, section 6.3). */
  static boolean hasBody(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && !length.equals("0")
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private void limit(RoutingContext context) {
    if (context.get(READ) == null && !isOver(context.response())) {
      context.put(TIMER, context.vertx().setTimer(longest, late -> isTooSlow(context)));
    }
  }

  private static boolean isOver(HttpServerResponse response) {
    return response.ended() || response.closed();
  }

  private static void isTooSlow(RoutingContext context) {
    if (isOver(context.response())) {
      return;
    }
    context.response().putHeader("Connection", "close");
    context.addEndHandler(ended -> context.request().connection().close());
    RouterProblems.end(context, RouterProblems.blank(HttpResponseStatus.REQUEST_TIMEOUT.code()));
  }

  private static void isRead(RoutingContext context) {
    context.put(READ, true);
    Long timer = context.get(TIMER);
    if (timer != null) {
      context.vertx().cancelTimer(timer);
    }
    context.next();
  }
}
