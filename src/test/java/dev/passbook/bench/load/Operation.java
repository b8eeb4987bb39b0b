package dev.passbook.bench.load;

/** One kind of request, which clients send again and again. */
@FunctionalInterface
public interface Operation {
  /**
   * Sends a client's next request. A client has one request under way at a time; the outcome is
   * told once, on any thread.
   */
  void send(int client, Outcome outcome);

  /** Is told that a request has been answered. */
  @FunctionalInterface
  interface Outcome {
    void answered(boolean asExpected);
  }
}
