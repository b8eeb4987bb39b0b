package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.HoldDecisions;
import dev.passbook.eventstore.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The lapses of holds that a command's commit records in front of the command's own events.
 *
 * @param events those of each account
 * @param after the accounts after these events
 */
record Lapses(List<List<AccountEvent>> events, List<Snapshot<Account>> after) {

  static Lapses of(List<Snapshot<Account>> accounts, Instant at) {
    var events = accounts.stream().map(account -> of(account, at)).toList();
    var after =
        IntStream.range(0, accounts.size())
            .mapToObj(i -> after(accounts.get(i), events.get(i), at))
            .toList();
    return new Lapses(events, after);
  }

  private static List<AccountEvent> of(Snapshot<Account> account, Instant at) {
    return account.exists() ? HoldDecisions.lapses(account.state(), at) : List.of();
  }

  private static Snapshot<Account> after(
      Snapshot<Account> account, List<AccountEvent> lapses, Instant at) {
    return lapses.isEmpty()
        ? account
        : new Snapshot<>(
            account.stream(),
            account.version() + lapses.size(),
            account.state().at(at),
            account.createdAt(),
            at);
  }

  /** Returns the lapses and the command's own events. A command without events records none. */
  List<List<AccountEvent>> inFrontOf(List<List<AccountEvent>> own) {
    return own.stream().allMatch(List::isEmpty)
        ? own
        : IntStream.range(0, own.size())
            .mapToObj(i -> Stream.concat(events.get(i).stream(), own.get(i).stream()).toList())
            .toList();
  }
}
