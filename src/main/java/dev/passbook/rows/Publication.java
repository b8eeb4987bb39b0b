package dev.passbook.rows;

import dev.passbook.streaming.Cursor;
import java.util.Optional;

/**
 * What the relay's cursor says about an account.
 *
 * @param cursor empty if the relay never wrote one, or if it is damaged
 */
record Publication(Optional<Cursor> cursor, boolean isDamaged) {
  static final Publication NONE = new Publication(Optional.empty(), false);
  static final Publication DAMAGED = new Publication(Optional.empty(), true);

  static Publication at(Optional<Cursor> cursor) {
    return new Publication(cursor, false);
  }
}
