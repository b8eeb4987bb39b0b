package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.decider.CommandResponse;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import java.util.List;

/**
 * Renders the response to each outcome of a command. The methods must be pure, because the response
 * is committed together with the event.
 */
public interface ResponseRenderer {

  /**
   * @param events one for each of the command's accounts, in their order
   * @param after the first account's state after its event
   */
  CommandResponse accepted(List<RecordedEvent<AccountEvent>> events, Snapshot<Account> after);

  CommandResponse refused(Refusal refusal);

  /** Renders the response if an account does not exist, or the caller may not use it. */
  CommandResponse notFound();

  /** Renders the response if the account has another version than the request expects. */
  CommandResponse versionMismatch(long version);

  /** Renders the response if the idempotency key belongs to another request. */
  CommandResponse keyReused();

  /** Returns a first response as this caller may see it. */
  default CommandResponse replayed(CommandResponse first) {
    return first;
  }

  /** Returns the renderer for a caller who may write to the account, but not read it. */
  default ResponseRenderer withoutAccount() {
    return this;
  }
}
