package dev.passbook.http.exchange;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Adds an id to every response. The log has the same id. It is the client's id if that is valid, or
 * otherwise the id of the gateway in front. Without either, it is a random one.
 */
public final class RequestIds {
  private static final CharSequence HEADER =
      io.vertx.core.http.HttpHeaders.createOptimized("X-Request-Id");

  /** A valid id is short and can't break a log line. */
  private static final Pattern SANE = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private static final String OF_THE_GATEWAY = RequestIds.class.getName();

  private RequestIds() {}

  public static String of(RoutingContext context) {
    return context.response().headers().get(HEADER);
  }

  /** Keeps the id under which a gateway knows this request, unless it is not valid. */
  public static void passOn(RoutingContext context, String gatewaysId) {
    if (isSane(gatewaysId)) {
      context.put(OF_THE_GATEWAY, gatewaysId);
    }
  }

  /** Returns the id under which a gateway knows this request. */
  public static Optional<String> ofTheGateway(RoutingContext context) {
    return Optional.ofNullable(context.get(OF_THE_GATEWAY));
  }

  public static void identify(RoutingContext context) {
    var requested = context.request().getHeader(HEADER);
    var id = isSane(requested) ? requested : ofTheGateway(context).orElseGet(RequestIds::fresh);
    context.response().putHeader(HEADER, id);
    context.next();
  }

  /**
   * Adds an id to a response that does not come from a route.
   *
   * @param request null if none was read
   */
  public static void identify(HttpHeaders response, HttpRequest request) {
    if (!response.contains(HEADER)) {
      var requested = request == null ? null : request.headers().get(HEADER);
      response.set(HEADER, isSane(requested) ? requested : fresh());
    }
  }

  private static boolean isSane(String id) {
    return id != null && SANE.matcher(id).matches();
  }

  /** Creates an id. It may be predictable, because it gives access to nothing. */
  private static String fresh() {
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
