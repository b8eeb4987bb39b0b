package dev.passbook.banking;

import dev.passbook.account.Refusal;

/**
 * What whoever runs the bank counts, told as it happens. Told on an event loop, once or twice a
 * command: an implementation must neither block nor fail.
 */
public interface BankFigures {
  /** For a bank that nobody watches. */
  BankFigures NONE =
      new BankFigures() {
        @Override
        public void batch(int commands) {}

        @Override
        public void head(boolean known) {}

        @Override
        public void declined(Refusal.Reason reason) {}

        @Override
        public void replayed() {}
      };

  /** So many commands go on their way together. */
  void batch(int commands);

  /**
   * An attempt to record something.
   *
   * @param known whether the accounts' heads were in memory, so that nothing had to be read before
   */
  void head(boolean known);

  /** A command was answered with a refusal. */
  void declined(Refusal.Reason reason);

  /** A request was given the answer of an earlier one with the same key. */
  void replayed();
}
