package dev.passbook.console.calls;

import java.util.List;

/**
 * A call to DynamoDB that was made.
 *
 * @param number counts the calls since the start, from 1
 * @param operation as in DynamoDB's API, such as {@code PutItem}
 * @param rows the rows that are written, or what is read
 * @param units the capacity units that DynamoDB charges
 * @param outcome {@code ok}, or why the call failed
 * @param requestId the {@code X-Request-Id} of the request that made the call; null for a call that
 *     the service makes on its own, such as a look for live events. One call may write for several
 *     requests, and has the id of one of them.
 */
public record RecordedCall(
    long number,
    String operation,
    List<Place> rows,
    Kind kind,
    double units,
    double milliseconds,
    String outcome,
    String requestId) {

  /** Whether a call changes rows. */
  public enum Kind {
    READ,
    WRITE
  }

  /**
   * A row, or a stream that is read.
   *
   * @param version the row's version; null where a whole range is read
   */
  public record Place(String stream, Long version) {}
}
