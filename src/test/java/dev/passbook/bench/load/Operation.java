package dev.passbook.bench.load;

/** One kind of request, which clients send repeatedly. */
@FunctionalInterface
public interface Operation {
  /**
   * Sends a client's next request. A client has one request in progress at a time. The outcome is
   * called once, on any thread.
   */
  void send(int client, Outcome outcome);

  /** Receives the outcome of a request. */
  @FunctionalInterface
  interface Outcome {
    void answered(boolean asExpected);
  }
}
