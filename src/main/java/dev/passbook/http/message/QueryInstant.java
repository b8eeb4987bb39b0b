package dev.passbook.http.message;

import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import dev.passbook.http.syntax.Instants;
import java.time.Instant;

/** Parses instants in query parameters. */
final class QueryInstant {
  private QueryInstant() {}

  /**
   * @throws RefusedRequest if the text is no time of RFC 3339
   */
  static Instant of(String name, String text) {
    return Instants.parse(text)
        .orElseThrow(
            () ->
                RefusedRequest.invalid(
                    new Violation(
                        name, "must be a time of RFC 3339, such as 2026-01-31T23:59:59Z")));
  }
}
