package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Decision;
import dev.passbook.eventstore.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A command on accounts. */
public interface AccountCommand {

  /** Returns the name in idempotency keys. It must not change when the class is renamed. */
  String operation();

  /** Returns the id in the request's path, or an empty text. */
  String target();

  /** Returns the request's content: equal for a retry, different for another request. */
  List<String> content();

  /**
   * Returns the content as earlier releases stored it. Their markers exist until their keys expire.
   */
  default List<String> earlierContent() {
    return content();
  }

  /** Returns the accounts that get one event each. */
  List<UUID> accounts();

  /**
   * Returns whether the account exists for the caller.
   *
   * @param place the account's index in {@link #accounts()}
   */
  default boolean mayUse(Caller caller, int place, Account account) {
    return caller.canWrite(account);
  }

  /** Returns whether the command opens its account. */
  default boolean opensAccount() {
    return false;
  }

  /**
   * Decides on the accounts, which are in the order of {@link #accounts()}.
   *
   * @return an event for each account
   */
  Decision<List<AccountEvent>> decide(List<Snapshot<Account>> accounts);

  /** Returns a list that may hold nulls, for members that the client left out. */
  static List<String> content(String... members) {
    return Arrays.asList(members);
  }
}
