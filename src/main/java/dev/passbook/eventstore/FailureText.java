package dev.passbook.eventstore;

/**
 * A failure in a few words for the log. Not every exception has a message: a closed channel has
 * none, nor has a timeout, and a line that ends in "null" helps no one.
 */
public final class FailureText {
  private FailureText() {}

  /** The failure's message, or the name of its type where it has none. */
  public static String of(Throwable failure) {
    var message = failure.getMessage();
    return message == null || message.isBlank() || message.equals("null")
        ? failure.getClass().getSimpleName()
        : message;
  }
}
