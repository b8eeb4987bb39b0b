package dev.passbook.banking;

import dev.passbook.account.AccountEvent;
import java.util.List;
import java.util.Optional;

/**
 * What an accepted command does.
 *
 * @param events those of each of the command's accounts, in their order; a command may need none
 * @param claimedBy what the command does under the name that it claims, if it claims one
 */
public record Effect(List<List<AccountEvent>> events, Optional<String> claimedBy) {

  /** Returns the effect of a command that records these events in its only account. */
  static Effect of(List<AccountEvent> events) {
    return new Effect(List.of(events), Optional.empty());
  }

  /** Returns the effect of a command that records one event in each of its accounts. */
  static Effect each(AccountEvent first, AccountEvent second) {
    return new Effect(List.of(List.of(first), List.of(second)), Optional.empty());
  }

  Effect claimedBy(String what) {
    return new Effect(events, Optional.of(what));
  }
}
