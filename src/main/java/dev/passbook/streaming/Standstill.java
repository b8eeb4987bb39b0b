package dev.passbook.streaming;

import dev.passbook.eventstore.Cursor;
import dev.passbook.eventstore.FailureText;

/** An account whose next event can't be read or is refused. */
final class Standstill extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // Never serialized: it does not leave this room.
  private final Cursor cursor;

  /**
   * @param cursor in front of that event
   */
  Standstill(Cursor cursor, Throwable cause) {
    super(FailureText.of(cause), cause, false, false);
    this.cursor = cursor;
  }

  Cursor cursor() {
    return cursor;
  }
}
