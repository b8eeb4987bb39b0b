package dev.passbook.proof.keys;

/**
 * The answer to a command: the row that it reports, or a refusal.
 *
 * @param version the version of the row; zero for a refusal
 * @param row the row; null for a refusal
 */
record Answer(int attempt, int command, int version, Row row) {
  static Answer refusal(int attempt, int command) {
    return new Answer(attempt, command, 0, null);
  }

  boolean isRefusal() {
    return row == null;
  }

  boolean isOf(int ofAttempt, int ofCommand) {
    return attempt == ofAttempt && command == ofCommand;
  }
}
