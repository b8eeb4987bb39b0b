package dev.passbook.proof.history;

/** Responds to commands: the service over HTTP, or a model of it. */
@FunctionalInterface
public interface Bank {
  /** How a client treats its request. */
  enum Patience {
    /** The client waits for the response. */
    WAITS,
    /** The client waits, and then the response is lost on the last mile. */
    LOSES_THE_ANSWER,
    /** The client disconnects while the service may still be working. */
    GOES_AWAY
  }

  /** Returns the response, or null if the client got none. */
  Answer send(Command command, int instance, Patience patience);
}
