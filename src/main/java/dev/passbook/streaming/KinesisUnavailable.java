package dev.passbook.streaming;

import dev.passbook.eventstore.FailureText;

/** Kinesis acknowledged no event in time. It may have taken the event anyway. */
public class KinesisUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  KinesisUnavailable(Throwable cause) {
    super("Kinesis acknowledges nothing (" + FailureText.of(cause) + ")", cause);
  }
}
