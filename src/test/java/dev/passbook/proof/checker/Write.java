package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import java.util.List;
import java.util.Optional;

/** Something that a client wanted done once, with every attempt at it. */
record Write(Command command, List<Exchange> attempts) {
  String name() {
    return command.reference();
  }

  long start() {
    return attempts.stream().mapToLong(Exchange::start).min().orElseThrow();
  }

  /** The answers that settled it: done, or refused by a rule of the bank. */
  List<Exchange> decided() {
    return attempts.stream().filter(Write::isDecided).toList();
  }

  Optional<Exchange> accepted() {
    return attempts.stream().filter(attempt -> attempt.isAnswered(201)).findFirst();
  }

  /** The client knows that it was not done. */
  boolean isRefused() {
    boolean byRule = attempts.stream().anyMatch(attempt -> attempt.isAnswered(422));
    return accepted().isEmpty() && (byRule || !mayHaveBeenApplied());
  }

  boolean mayHaveBeenApplied() {
    return attempts.stream().anyMatch(Exchange::mayHaveBeenApplied);
  }

  static boolean isDecided(Exchange attempt) {
    return attempt.isAnswered(201) || attempt.isAnswered(422);
  }
}
