package dev.passbook.http;

import dev.passbook.banking.Caller;
import dev.passbook.banking.EventPage;
import dev.passbook.banking.History;
import dev.passbook.banking.Lookup;
import dev.passbook.eventstore.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * Which page of an account's history is asked for.
 *
 * @param after null where it is left out
 */
record PageQuery(String after, String limit, String order) {
  private static final int LARGEST_PAGE = 200;

  static PageQuery of(Query query) {
    return new PageQuery(query.get("after"), query.get("limit", "50"), query.get("order", "asc"));
  }

  Uni<Lookup<EventPage>> lookUp(History history, Caller caller, UUID account, Deadline deadline) {
    var size = (int) QueryNumber.between(1, LARGEST_PAGE, "limit", limit);
    return isDescending()
        ? history.backward(caller, account, after(Long.MAX_VALUE), size, deadline)
        : history.forward(caller, account, after(0), size, deadline);
  }

  /** The relative URL of the page that begins after a version. */
  String next(UUID account, long version) {
    return "/accounts/%s/events?after=%d&limit=%s&order=%s"
        .formatted(account, version, limit, order);
  }

  private boolean isDescending() {
    if (!order.equals("asc") && !order.equals("desc")) {
      throw RefusedRequest.invalid(new Violation("order", "must be asc or desc"));
    }
    return order.equals("desc");
  }

  private long after(long byDefault) {
    return after == null ? byDefault : QueryNumber.between(0, Long.MAX_VALUE, "after", after);
  }
}
