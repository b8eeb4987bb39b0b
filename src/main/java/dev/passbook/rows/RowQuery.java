package dev.passbook.rows;

import dev.passbook.http.message.Query;
import dev.passbook.http.message.QueryNumber;
import dev.passbook.http.problem.RefusedRequest;
import java.util.UUID;

/**
 * A page of an account's rows.
 *
 * @param before only rows whose first version is below it
 * @param limit the most rows on the page
 */
record RowQuery(long before, int limit) {
  private static final String BEFORE = "before";
  private static final int LARGEST_PAGE = 100;

  /**
   * Reads the parameters.
   *
   * @throws RefusedRequest if one of them is malformed
   */
  static RowQuery of(Query query) {
    var before = query.get(BEFORE);
    return new RowQuery(
        before == null ? Long.MAX_VALUE : QueryNumber.between(1, Long.MAX_VALUE, BEFORE, before),
        (int) QueryNumber.between(1, LARGEST_PAGE, "limit", query.get("limit", "20")));
  }

  boolean isFirstPage() {
    return before == Long.MAX_VALUE;
  }

  /** Returns the relative URL of the page before a version. */
  String next(UUID account, long version) {
    return "/accounts/%s/rows?before=%d&limit=%d".formatted(account, version, limit);
  }
}
