package dev.passbook.banking;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The events of an account that a reader wants.
 *
 * @param from the first instant, or null for no such bound
 * @param to the first instant after the wanted ones, or null for no such bound
 * @param types the names of the wanted types, or an empty set for all types
 */
public record EventFilter(Instant from, Instant to, Set<String> types) {
  /** The names of all types, in alphabetical order. */
  public static final List<String> TYPES = new AccountCodec().types().stream().sorted().toList();

  /** Returns whether the filter lets every event pass. */
  boolean isEmpty() {
    return from == null && to == null && types.isEmpty();
  }

  boolean includes(RecordedEvent<AccountEvent> event) {
    return types.isEmpty() || types.contains(event.event().type());
  }
}
