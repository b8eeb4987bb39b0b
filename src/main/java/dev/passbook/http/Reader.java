package dev.passbook.http;

import dev.passbook.banking.Caller;

/**
 * Who reads an event. Only operators see who caused it, and why an account was restricted.
 *
 * @param isOperator also true if callers are not told apart
 */
public record Reader(boolean isOperator) {
  /** The response to a write is kept with the event, and its next reader may be no operator. */
  static final Reader OF_A_WRITE = new Reader(false);

  /** An operator, or anyone if callers are not told apart. */
  public static final Reader OPERATOR = new Reader(true);

  static Reader of(Caller caller) {
    return new Reader(caller.actsAsOperator());
  }
}
