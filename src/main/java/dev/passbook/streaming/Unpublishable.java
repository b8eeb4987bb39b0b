package dev.passbook.streaming;

/** An event that will not be published however often it is tried, until somebody mends it. */
final class Unpublishable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unpublishable(String why, Throwable cause) {
    super(why, cause, false, false);
  }
}
