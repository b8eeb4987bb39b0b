package dev.passbook.http.exchange;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Adds a date to every response, as an origin server with a clock must (RFC 9110, section 6.6.1).
 */
@Singleton
public class DateHeader {

  /** Unlike Java's own formatter, this one always has two digits for the day. */
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private volatile Second now = new Second(Long.MIN_VALUE, "");

  DateHeader(Clock clock) {
    this.clock = clock;
  }

  private record Second(long epoch, CharSequence text) {}

  public void date(RoutingContext context) {
    context.response().putHeader(HttpHeaders.DATE, now());
    context.next();
  }

  /** Formats the date once a second, not for each response. */
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
