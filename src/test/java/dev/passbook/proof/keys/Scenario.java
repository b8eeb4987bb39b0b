package dev.passbook.proof.keys;

import java.util.List;

/**
 * The attempts that a run of the model explores.
 *
 * @param foreign how many rows other writers write
 * @param ages whether so much time may pass that nothing under way can still arrive
 * @param refuses whether the store may refuse a row for now, which makes the states ten times as
 *     many
 */
record Scenario(List<Attempt> attempts, int foreign, boolean ages, boolean refuses) {
  Scenario(List<Attempt> attempts, int foreign, boolean ages) {
    this(attempts, foreign, ages, true);
  }

  /**
   * One or several commands that an instance decides and writes together.
   *
   * @param way how the instance writes it
   */
  record Attempt(Way way, List<Request> commands) {}

  /** How an instance writes commands with keys. */
  enum Way {
    /** The markers, and then the row. */
    PUTS,
    /** A row and its marker together. */
    TRANSACTION,
    /** The first row of the stream that the key names, which keeps the marker. */
    OPENING_PUT,
    /** The same row, and the marker beside it. */
    OPENING_TRANSACTION,
    /** A row of a stream with another name, and the marker, as earlier releases do. */
    EARLIER_OPENING;

    boolean opens() {
      return compareTo(OPENING_PUT) >= 0;
    }
  }

  /** A command's key and the fingerprint of its request. */
  record Request(int key, int fingerprint) {}

  static Attempt puts(Request... commands) {
    return new Attempt(Way.PUTS, List.of(commands));
  }

  static Attempt transaction(Request command) {
    return new Attempt(Way.TRANSACTION, List.of(command));
  }

  static Attempt openingPut(Request command) {
    return new Attempt(Way.OPENING_PUT, List.of(command));
  }

  static Attempt openingTransaction(Request command) {
    return new Attempt(Way.OPENING_TRANSACTION, List.of(command));
  }

  static Attempt earlierOpening(Request command) {
    return new Attempt(Way.EARLIER_OPENING, List.of(command));
  }

  Way way(int attempt) {
    return attempts.get(attempt).way();
  }

  /** Returns whether there is no stream before one of the attempts has created it. */
  boolean opens() {
    return way(0).opens();
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
