package dev.passbook.proof.keys;

/**
 * The row that stands at a version.
 *
 * @param attempt the attempt that wrote it, or {@link #FOREIGN}
 * @param commands the bits of the attempt's commands that the row carries
 * @param decision how often the attempt had decided for this version before
 */
record Row(int attempt, int commands, int decision) {
  static final int FOREIGN = -1;

  static Row foreign() {
    return new Row(FOREIGN, 0, 0);
  }

  /** Each decision has a command id of its own, so the row shows which of them wrote it. */
  boolean carries(Answer answer) {
    return carries(answer.attempt(), answer.command()) && equals(answer.row());
  }

  boolean carries(int ofAttempt, int command) {
    return attempt == ofAttempt && (commands >> command & 1) == 1;
  }
}
