package dev.passbook.http;

import dev.passbook.eventstore.Deadline;
import dev.passbook.http.exchange.HttpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The time budget of a request, without a reserve for sending the response. */
@ApplicationScoped
public class TimeBudget {
  private static final Duration LONGEST_RESERVE = Duration.ofMillis(500);

  private final Duration forWork;

  TimeBudget(HttpConfig config) {
    var tenth = config.requestTimeout().dividedBy(10);
    var reserve = tenth.compareTo(LONGEST_RESERVE) < 0 ? tenth : LONGEST_RESERVE;
    this.forWork = config.requestTimeout().minus(reserve);
  }

  public Deadline start() {
    return Deadline.in(forWork);
  }
}
