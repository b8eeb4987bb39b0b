package dev.passbook.proof.keys;

import java.util.List;

/**
 * The attempts that a run of the model explores.
 *
 * @param foreign how many rows other writers write
 * @param ages whether so much time may pass that nothing under way can still arrive
 */
record Scenario(List<Attempt> attempts, int foreign, boolean ages) {

  /**
   * One or several commands that an instance decides and writes together.
   *
   * @param transactions whether the instance writes a command and its marker in one transaction
   */
  record Attempt(boolean transactions, List<Request> commands) {}

  /** A command's key and the fingerprint of its request. */
  record Request(int key, int fingerprint) {}

  static Attempt puts(Request... commands) {
    return new Attempt(false, List.of(commands));
  }

  static Attempt transaction(Request command) {
    return new Attempt(true, List.of(command));
  }

  Request request(int attempt, int command) {
    return attempts.get(attempt).commands().get(command);
  }

  Request request(Answer answer) {
    return request(answer.attempt(), answer.command());
  }

  int keys() {
    return 1
        + attempts.stream()
            .flatMap(attempt -> attempt.commands().stream())
            .mapToInt(Request::key)
            .max()
            .orElse(0);
  }
}
