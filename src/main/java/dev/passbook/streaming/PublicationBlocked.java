package dev.passbook.streaming;

import dev.passbook.eventstore.FailureText;

/** An account's next event can't be read or is refused. */
final class PublicationBlocked extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // Never serialized, since it does not leave this room.
  private final Cursor cursor;

  /**
   * Creates the exception.
   *
   * @param cursor at the event before that one
   */
  PublicationBlocked(Cursor cursor, Throwable cause) {
    super(FailureText.of(cause), cause, false, false);
    this.cursor = cursor;
  }

  Cursor cursor() {
    return cursor;
  }
}
