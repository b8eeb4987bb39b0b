package dev.passbook.http.message;

import dev.passbook.account.Account;
import dev.passbook.banking.AccountView;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.Lookup;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;

/** The moment at which an account is read: at a version, at a time, or now if both are null. */
public record AsOfQuery(String version, String at) {

  public static AsOfQuery of(Query query) {
    return new AsOfQuery(query.get("version"), query.get("at"));
  }

  /**
   * Returns the account as it was at that moment: now by the clock, and at a version by the time of
   * that version's event.
   */
  public Uni<Lookup<AccountView>> lookUp(
      History history, Caller caller, UUID account, Clock clock, Deadline deadline) {
    if (version != null && at != null) {
      throw RefusedRequest.invalid(new Violation("at", "can't be given together with version"));
    }
    if (version != null) {
      return history
          .atVersion(caller, account, QueryNumber.of("version", version), deadline)
          .map(found -> seen(found, state -> AccountView.of(state, state.updatedAt())));
    }
    if (at == null) {
      return history
          .now(caller, account, deadline)
          .map(found -> seen(found, current -> AccountView.now(current, clock)));
    }
    var moment = QueryInstant.of("at", at);
    return history
        .asOf(caller, account, moment, deadline)
        .map(found -> seen(found, state -> AccountView.of(state, moment)));
  }

  private static Lookup<AccountView> seen(
      Lookup<Snapshot<Account>> found, Function<Snapshot<Account>, AccountView> view) {
    return found.either(state -> Lookup.found(view.apply(state)), Lookup::missing);
  }
}
