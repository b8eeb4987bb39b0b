package dev.passbook.banking.codec;

import dev.passbook.account.Currency;
import dev.passbook.account.Hold;
import dev.passbook.account.Holds;
import dev.passbook.account.Money;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;

/**
 * Writes an account's holds into a snapshot, in 24 bytes each: the version, the rest in minor units
 * and the expiry in milliseconds since 1970, each as a big-endian long. A snapshot rides on a
 * commit's row, which should stay within one write unit.
 */
final class HoldsFormat {
  private static final int BYTES = 3 * Long.BYTES;

  private HoldsFormat() {}

  /** Returns null for no holds. */
  static byte[] write(Holds holds) {
    if (holds.size() == 0) {
      return null;
    }
    var bytes = ByteBuffer.allocate(holds.size() * BYTES);
    for (var hold : holds) {
      bytes
          .putLong(hold.version())
          .putLong(hold.remaining().value().unscaledValue().longValueExact())
          .putLong(hold.expiresAt().toEpochMilli());
    }
    return bytes.array();
  }

  /**
   * Reads holds.
   *
   * @param stored null for no holds
   */
  static Holds read(byte[] stored, Currency currency) {
    if (stored == null) {
      return Holds.NONE;
    }
    if (stored.length % BYTES != 0) {
      throw new IllegalArgumentException("the holds are cut off");
    }
    var holds = new ArrayList<Hold>();
    for (var bytes = ByteBuffer.wrap(stored); bytes.hasRemaining(); ) {
      holds.add(hold(bytes, currency));
    }
    return new Holds(holds);
  }

  private static Hold hold(ByteBuffer bytes, Currency currency) {
    var version = bytes.getLong();
    var remaining = BigDecimal.valueOf(bytes.getLong(), currency.fractionDigits());
    return new Hold(version, new Money(remaining, currency), Instant.ofEpochMilli(bytes.getLong()));
  }
}
