package dev.passbook.http;

import dev.passbook.banking.EventPage;
import dev.passbook.banking.History;
import dev.passbook.banking.Lookup;
import dev.passbook.eventstore.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;

/** Which page of an account's history is asked for. */
class PageQuery {
  private static final int LARGEST_PAGE = 200;

  @QueryParam("after")
  String after;

  @QueryParam("limit")
  @DefaultValue("50")
  String limit;

  @QueryParam("order")
  @DefaultValue("asc")
  String order;

  Uni<Lookup<EventPage>> lookUp(History history, UUID account, Deadline deadline) {
    var size = (int) QueryNumber.between(1, LARGEST_PAGE, "limit", limit);
    return isDescending()
        ? history.backward(account, after(Long.MAX_VALUE), size, deadline)
        : history.forward(account, after(0), size, deadline);
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
