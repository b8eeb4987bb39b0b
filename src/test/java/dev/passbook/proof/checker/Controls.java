package dev.passbook.proof.checker;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What bounds the use of an account's balance.
 *
 * @param debits whether debits are stopped
 * @param credits whether credits are stopped
 * @param reason null if there is none
 * @param holds in the order of their placing
 */
public record Controls(
    BigDecimal overdraft, boolean debits, boolean credits, String reason, List<StoredHold> holds) {
  static final Controls NONE = new Controls(BigDecimal.ZERO, false, false, null, List.of());

  public Controls {
    overdraft = overdraft.stripTrailingZeros();
  }

  BigDecimal held() {
    return holds.stream().map(StoredHold::remaining).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  Optional<StoredHold> hold(Long version) {
    return holds.stream().filter(hold -> version != null && hold.version() == version).findFirst();
  }

  Controls only(Predicate<StoredHold> which) {
    return with(holds.stream().filter(which).toList());
  }

  Controls without(Long version) {
    return only(hold -> version == null || hold.version() != version);
  }

  Controls plus(StoredHold hold) {
    return with(Stream.concat(holds.stream(), Stream.of(hold)).toList());
  }

  Controls with(StoredHold changed) {
    return with(
        holds.stream().map(hold -> hold.version() == changed.version() ? changed : hold).toList());
  }

  private Controls with(List<StoredHold> others) {
    return new Controls(overdraft, debits, credits, reason, others);
  }

  Controls with(BigDecimal otherOverdraft) {
    return new Controls(otherOverdraft, debits, credits, reason, holds);
  }

  Controls restricted(boolean newDebits, boolean newCredits, String newReason) {
    return new Controls(overdraft, newDebits, newCredits, newReason, holds);
  }
}
