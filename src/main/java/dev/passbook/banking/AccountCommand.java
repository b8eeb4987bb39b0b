package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.Decision;
import dev.passbook.eventstore.Snapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  /** Returns the accounts that the command changes together. */
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
   * Returns the command for a request with an idempotency key. The key names the account that the
   * command opens.
   *
   * @param markerKey the digest of the key and of all that it is valid for
   */
  default AccountCommand under(String markerKey) {
    return this;
  }

  /** Returns the version that identifies the first account's hold that the command ends, if any. */
  default Optional<Long> hold() {
    return Optional.empty();
  }

  /** Returns the name that only one command may ever claim, if the command claims one. */
  default Optional<String> claimedName() {
    return Optional.empty();
  }

  /**
   * Decides on the accounts, which are in the order of {@link #accounts()}. Holds that have lapsed
   * are no part of them any more.
   *
   * @param at the time at which the events will be recorded
   */
  Decision<Effect> decide(List<Snapshot<Account>> accounts, Instant at);

  /** Returns a list that may hold nulls, for members that the client left out. */
  static List<String> content(String... members) {
    return Arrays.asList(members);
  }
}
