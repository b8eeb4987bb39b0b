package dev.passbook.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Gives every response, whatever it is, the id under which its request is found in the log. */
@ApplicationScoped
class RequestIds {
  private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");
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
    var asked = context.request().getHeader(HEADER);
    var sane = asked != null && SANE.matcher(asked).matches();
    context.response().putHeader(HEADER, sane ? asked : fresh());
    context.next();
  }

  /** It finds lines in a log, and opens nothing: it may be guessed. */
  private static String fresh() {
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
