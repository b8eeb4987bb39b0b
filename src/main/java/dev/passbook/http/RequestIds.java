package dev.passbook.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Gives every response, whatever it is, the id under which its request is found in the log. */
@ApplicationScoped
class RequestIds {
  private static final String HEADER = "X-Request-Id";
  private static final int BEFORE_ALL_ELSE = 1_000;

  /** What can neither break a log line apart nor fill it. */
  private static final Pattern SANE = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final Supplier<UUID> ids;

  RequestIds(Supplier<UUID> ids) {
    this.ids = ids;
  }

  void register(@Observes Filters filters) {
    filters.register(this::identify, BEFORE_ALL_ELSE);
  }

  static String of(RoutingContext context) {
    return context.response().headers().get(HEADER);
  }

  private void identify(RoutingContext context) {
    var asked = context.request().getHeader(HEADER);
    var sane = asked != null && SANE.matcher(asked).matches();
    context.response().putHeader(HEADER, sane ? asked : ids.get().toString());
    context.next();
  }
}
