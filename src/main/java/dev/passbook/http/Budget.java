package dev.passbook.http;

import dev.passbook.eventstore.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** A request's time budget, less what telling the outcome takes. */
@ApplicationScoped
class Budget {
  private static final Duration LONGEST_TELLING = Duration.ofMillis(500);

  private final Duration forWork;

  Budget(HttpConfig config) {
    var telling = config.requestTimeout().dividedBy(10);
    var shortest = telling.compareTo(LONGEST_TELLING) < 0 ? telling : LONGEST_TELLING;
    this.forWork = config.requestTimeout().minus(shortest);
  }

  Deadline start() {
    return Deadline.in(forWork);
  }
}
