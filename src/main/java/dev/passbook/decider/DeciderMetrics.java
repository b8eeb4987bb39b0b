package dev.passbook.decider;

/**
 * Counts what the decider does. It is called on an event loop, once or twice a command, so an
 * implementation must neither block nor fail.
 */
public interface DeciderMetrics {
  /** Counts nothing. */
  DeciderMetrics NONE =
      new DeciderMetrics() {
        @Override
        public void batch(int commands) {}

        @Override
        public void state(boolean cached) {}

        @Override
        public void declined(String reason) {}

        @Override
        public void replayed() {}
      };

  /** A batch of this many commands starts. */
  void batch(int commands);

  /**
   * A batch is decided.
   *
   * @param cached whether the cache held the streams' states, so that nothing had to be read
   */
  void state(boolean cached);

  /** A command was refused. */
  void declined(String reason);

  /** A request got the response of an earlier one with the same key. */
  void replayed();
}
