package dev.passbook.banking;

import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.decider.CommandResponse;
import dev.passbook.eventstore.RecordedEvent;
import java.util.List;

/**
 * Renders the response to each outcome of a command. The methods must be pure, because the response
 * is committed together with the event.
 */
public interface ResponseRenderer {

  /**
   * @param events the one that the command caused in each of its accounts, in their order; empty if
   *     the command needed no event
   * @param after the first account after its event
   */
  CommandResponse accepted(List<RecordedEvent<AccountEvent>> events, AccountView after);

  CommandResponse refused(Refusal refusal);

  /** Renders the response if an account does not exist, or the caller may not use it. */
  CommandResponse notFound();

  /** Renders the response if the account never had the hold that the command names. */
  CommandResponse holdNotFound();

  /** Renders the refusal of a command on a hold that has ended. */
  CommandResponse holdNotActive(HoldDetails hold);

  /**
   * Renders the refusal to reverse something again.
   *
   * @param by the version or the transfer that reversed it
   */
  CommandResponse alreadyReversed(String by);

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
