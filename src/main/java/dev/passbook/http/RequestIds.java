package dev.passbook.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Gives every response, whatever it is, the id under which its request is found in the log. */
@ApplicationScoped
class RequestIds {
  private static final CharSequence HEADER =
      io.vertx.core.http.HttpHeaders.createOptimized("X-Request-Id");
  private static final int BEFORE_ANY_ANSWER = 1_000;

  /** What can neither break a log line apart nor fill it. */
  private static final Pattern SANE = Pattern.compile("[\\x21-\\x7e]{1,128}");

  void register(@Observes Filters filters) {
    filters.register(RequestIds::identify, BEFORE_ANY_ANSWER);
  }

  static String of(RoutingContext context) {
    return context.response().headers().get(HEADER);
  }

  static void identify(RoutingContext context) {
    context.response().putHeader(HEADER, idOf(context.request().getHeader(HEADER)));
    context.next();
  }

  /**
   * Gives an answer its id that no route gives.
   *
   * @param request null where none was read
   */
  static void identify(HttpHeaders answer, HttpRequest request) {
    if (!answer.contains(HEADER)) {
      answer.set(HEADER, idOf(request == null ? null : request.headers().get(HEADER)));
    }
  }

  private static String idOf(String asked) {
    return asked != null && SANE.matcher(asked).matches() ? asked : fresh();
  }

  /** It finds lines in a log, and opens nothing: it may be guessed. */
  private static String fresh() {
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
