package dev.passbook.http.exchange;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Adds an id to every response. The log has the same id. */
public final class RequestIds {
  private static final CharSequence HEADER =
      io.vertx.core.http.HttpHeaders.createOptimized("X-Request-Id");

  /** A valid id is short and can't break a log line. */
  private static final Pattern SANE = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private RequestIds() {}

  public static String of(RoutingContext context) {
    return context.response().headers().get(HEADER);
  }

  public static void identify(RoutingContext context) {
    context.response().putHeader(HEADER, idOf(context.request().getHeader(HEADER)));
    context.next();
  }

  /**
   * Adds an id to a response that does not come from a route.
   *
   * @param request null if none was read
   */
  public static void identify(HttpHeaders response, HttpRequest request) {
    if (!response.contains(HEADER)) {
      response.set(HEADER, idOf(request == null ? null : request.headers().get(HEADER)));
    }
  }

  private static String idOf(String requested) {
    return requested != null && SANE.matcher(requested).matches() ? requested : fresh();
  }

  /** Creates an id. It may be predictable, because it gives access to nothing. */
  private static String fresh() {
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
