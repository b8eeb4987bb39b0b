package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A write that a client requested, with every attempt at it. */
record Write(Command command, List<Exchange> attempts) {
  String name() {
    return command.reference();
  }

  long start() {
    return attempts.stream().mapToLong(Exchange::start).min().orElseThrow();
  }

  /** Returns what the clocks showed before the first attempt. */
  Instant from() {
    return attempts.stream().map(Exchange::from).min(Instant::compareTo).orElseThrow();
  }

  /** Returns the responses that settled it: it succeeded, or a rule of the bank refused it. */
  List<Exchange> decided() {
    return attempts.stream().filter(Write::isDecided).toList();
  }

  Optional<Exchange> accepted() {
    return attempts.stream().filter(Exchange::isAccepted).findFirst();
  }

  /** Returns whether the client knows that the write did not happen. */
  boolean isRefused() {
    boolean byRule = attempts.stream().anyMatch(attempt -> attempt.isAnswered(422));
    return accepted().isEmpty() && (byRule || !mayHaveBeenApplied());
  }

  boolean mayHaveBeenApplied() {
    return attempts.stream().anyMatch(Exchange::mayHaveBeenApplied);
  }

  static boolean isDecided(Exchange attempt) {
    return attempt.isAccepted() || attempt.isAnswered(422);
  }
}
