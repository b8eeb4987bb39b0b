package dev.passbook.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates every answer, as an origin server with a clock must (RFC 9110, section 6.6.1). */
@ApplicationScoped
class DateHeader {
  private static final int BEFORE_ALL_OTHERS = 1_300;

  /** Unlike Java's own form of this name, it always has two digits for the day. */
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private volatile Second now = new Second(Long.MIN_VALUE, "");

  DateHeader(Clock clock) {
    this.clock = clock;
  }

  private record Second(long epoch, CharSequence text) {}

  void register(@Observes Filters filters) {
    filters.register(this::date, BEFORE_ALL_OTHERS);
  }

  void date(RoutingContext context) {
    context.response().putHeader(HttpHeaders.DATE, now());
    context.next();
  }

  /** Written once a second, and not for each answer. */
  CharSequence now() {
    var epoch = clock.instant().getEpochSecond();
    var last = now;
    if (last.epoch() != epoch) {
      last = new Second(epoch, text(epoch));
      now = last;
    }
    return last.text();
  }

  private static CharSequence text(long epoch) {
    return HttpHeaders.createOptimized(FORM.format(Instant.ofEpochSecond(epoch)));
  }
}
