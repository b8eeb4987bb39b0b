package dev.passbook.http.message;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Caller;
import dev.passbook.banking.EventSearch;
import dev.passbook.banking.Lookup;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventPage;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A page of an account's events.
 *
 * @param after null if the parameter is missing
 */
public record PageQuery(String after, String limit, String order, FilterQuery filter) {
  /** The parameters that apply to pages, but not to a live stream. */
  public static final List<String> OF_PAGES_ONLY =
      Stream.concat(Stream.of("limit", "order"), FilterQuery.NAMES.stream()).toList();

  private static final int LARGEST_PAGE = 200;

  public static PageQuery of(Query query) {
    return new PageQuery(
        query.get("after"),
        query.get("limit", "50"),
        query.get("order", "asc"),
        FilterQuery.of(query));
  }

  public Uni<Lookup<EventPage<AccountEvent>>> lookUp(
      EventSearch search, Caller caller, UUID account, Deadline deadline) {
    var size = (int) QueryNumber.between(1, LARGEST_PAGE, "limit", limit);
    return isDescending()
        ? search.backward(caller, account, filter.filter(), after(Long.MAX_VALUE), size, deadline)
        : search.forward(caller, account, filter.filter(), after(0), size, deadline);
  }

  /** Returns the relative URL of the page after a version. */
  public String next(UUID account, long version) {
    return "/accounts/%s/events?after=%d&limit=%s&order=%s%s"
        .formatted(account, version, limit, order, filter.parameters());
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
