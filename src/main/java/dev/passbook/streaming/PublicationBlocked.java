package dev.passbook.streaming;

import dev.passbook.eventstore.FailureText;

/** Reports that an account's next event is missing, can't be read, or is refused. */
final class PublicationBlocked extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // Never serialized, since it does not leave this room.
  private final Cursor cursor;

  private final long version;

  /**
   * Creates the exception.
   *
   * @param cursor how far the account is published
   * @param version the version of the event that blocks it
   */
  PublicationBlocked(Cursor cursor, long version, Throwable cause) {
    super(FailureText.of(cause), cause, false, false);
    this.cursor = cursor;
    this.version = version;
  }

  Cursor cursor() {
    return cursor;
  }

  long version() {
    return version;
  }
}
