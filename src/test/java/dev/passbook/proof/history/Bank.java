package dev.passbook.proof.history;

/** Answers commands: the service over HTTP, or a model of it. */
@FunctionalInterface
public interface Bank {
  /** What a client lets become of its request. */
  enum Patience {
    /** It waits for the answer. */
    WAITS,
    /** It waits, and then the answer is lost on the last mile. */
    LOSES_THE_ANSWER,
    /** It goes away while the service may still be at work. */
    GOES_AWAY
  }

  /** The answer, or null when the client got none. */
  Answer send(Command command, int instance, Patience patience);
}
