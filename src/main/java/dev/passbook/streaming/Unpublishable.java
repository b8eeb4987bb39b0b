package dev.passbook.streaming;

/** An event can't be published, however often it is tried, until an operator repairs it. */
final class Unpublishable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Precedes the message of Kinesis. */
  static final String REFUSED = "Kinesis refuses it";

  Unpublishable(String why, Throwable cause) {
    super(why, cause, false, false);
  }
}
