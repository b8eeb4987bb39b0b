package dev.passbook.eventstore;

/**
 * Describes a failure in a few words for the log. Some exceptions, such as those of a closed
 * channel or a timeout, have no message, and "null" in the log helps no one.
 */
public final class FailureText {
  private FailureText() {}

  /** Returns the failure's message, or the simple name of its class if it has none. */
  public static String of(Throwable failure) {
    var message = failure.getMessage();
    return message == null || message.isBlank() || message.equals("null")
        ? failure.getClass().getSimpleName()
        : message;
  }
}
