package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import java.util.List;
import java.util.UUID;

/**
 * How each outcome of a command is told. Pure: an answer is rendered before it is written, so that
 * its key can remember it in the same transaction.
 */
public interface Rendering {

  /**
   * @param events one for each of the command's accounts, in their order
   * @param after the first account's state after its event
   */
  Answer recorded(List<RecordedEvent<AccountEvent>> events, Snapshot<Account> after);

  Answer refused(Refusal refusal);

  Answer noSuchAccount(UUID account);

  /** The write was made conditional on another version than the account has. */
  Answer versionMismatch(long version);

  /** The idempotency key was used for another request before. */
  Answer keyReused();

  /** Returns an answer that a key remembers, as this caller may see it. */
  default Answer again(Answer first) {
    return first;
  }

  /** Returns the rendering for a caller who may write to the account, but not read it. */
  default Rendering unread() {
    return this;
  }
}
