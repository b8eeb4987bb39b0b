package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Decision;
import dev.passbook.eventstore.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Something a client wants done. */
public interface Command {

  /** Names the operation in idempotency keys; it outlives the class. */
  String operation();

  /**
   * What the operation is done to, where the client names it beside the request's body; else empty.
   */
  String target();

  /**
   * What was asked for: equal for a retry, and different for another request under the same key.
   */
  List<String> content();

  /**
   * Returns what earlier releases remembered as the content of the same request. Their markers
   * stand for as long as keys are remembered.
   */
  default List<String> earlierContent() {
    return content();
  }

  /** The accounts that an event is to be recorded in. */
  List<UUID> accounts();

  /**
   * Whether an account that the command names is there for whoever asks.
   *
   * @param place of the account in {@link #accounts()}
   */
  default boolean isWithinReach(Caller caller, int place, Account account) {
    return caller.changes(account);
  }

  /** Whether the account is yet to come into being. */
  default boolean opensAccount() {
    return false;
  }

  /**
   * Decides on the accounts, given in the order of {@link #accounts()}.
   *
   * @return an event for each account
   */
  Decision<List<AccountEvent>> decide(List<Snapshot<Account>> accounts);

  /** A list that may hold nulls, for members that were left out. */
  static List<String> content(String... members) {
    return Arrays.asList(members);
  }
}
