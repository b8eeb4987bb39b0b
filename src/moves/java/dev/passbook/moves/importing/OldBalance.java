package dev.passbook.moves.importing;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Computes the balance that the earlier system would show: the last one that it stated, and the
 * movements since. Numbers that it can't read count as nothing.
 */
final class OldBalance {
  private OldBalance() {}

  static BigDecimal of(OldAccount account) {
    return account.entries().stream()
        .reduce(BigDecimal.ZERO, OldBalance::after, (one, other) -> other);
  }

  private static BigDecimal after(BigDecimal balance, OldEntry entry) {
    return stated(entry).orElseGet(() -> balance.add(moved(entry)));
  }

  private static Optional<BigDecimal> stated(OldEntry entry) {
    return OldNumber.parse(entry.balance());
  }

  private static BigDecimal moved(OldEntry entry) {
    var amount = OldNumber.parse(entry.amount()).orElse(BigDecimal.ZERO);
    if (!entry.isMovement()) {
      return BigDecimal.ZERO;
    }
    return entry.kind() == OldEntry.Kind.CREDIT ? amount : amount.negate();
  }
}
