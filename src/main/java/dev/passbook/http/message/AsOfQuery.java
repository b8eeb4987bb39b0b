package dev.passbook.http.message;

import dev.passbook.account.Account;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.Lookup;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import dev.passbook.http.syntax.Instants;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;

/** The moment at which an account is read: at a version, at a time, or now if both are null. */
public record AsOfQuery(String version, String at) {

  public static AsOfQuery of(Query query) {
    return new AsOfQuery(query.get("version"), query.get("at"));
  }

  public Uni<Lookup<Snapshot<Account>>> lookUp(
      History history, Caller caller, UUID account, Deadline deadline) {
    if (version != null && at != null) {
      throw RefusedRequest.invalid(new Violation("at", "can't be given together with version"));
    }
    if (version != null) {
      return history.atVersion(caller, account, QueryNumber.of("version", version), deadline);
    }
    return at == null
        ? history.now(caller, account, deadline)
        : history.asOf(caller, account, moment(), deadline);
  }

  private Instant moment() {
    return Instants.parse(at)
        .orElseThrow(
            () ->
                RefusedRequest.invalid(
                    new Violation(
                        "at", "must be a time of RFC 3339, such as 2026-01-31T23:59:59Z")));
  }
}
