package dev.passbook.streaming;

/** Reports that a cursor's row is damaged. */
public final class UnreadableCursor extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param row the row's {@code StreamId}
   */
  UnreadableCursor(String row, Throwable cause) {
    super("the row " + row + " can't be read: something else has changed it", cause);
  }
}
