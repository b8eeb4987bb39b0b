package dev.passbook.proof.keys;

import java.util.Optional;

/**
 * Checks that no attempt is stuck: from every state, an attempt that runs alone, and whose messages
 * arrive, gets an answer. It may have to wait for one row of another writer.
 */
final class Endings {
  private static final int MOST_STEPS = 30;

  private final Protocol protocol;

  Endings(Protocol protocol) {
    this.protocol = protocol;
  }

  /** Returns which attempt can't end, if there is one. */
  Optional<String> missing(State state) {
    for (int attempt = 0; attempt < state.attempts().size(); attempt++) {
      if (!ends(state, attempt)) {
        return Optional.of("attempt " + attempt + " is stuck");
      }
    }
    return Optional.empty();
  }

  private boolean ends(State from, int attempt) {
    var state = from;
    var waited = false;
    for (int i = 0; i < MOST_STEPS && !state.attempts().get(attempt).isOver(); i++) {
      var steps = protocol.steps(state, attempt);
      if (steps.isEmpty() && waited) {
        return false;
      }
      waited |= steps.isEmpty();
      state = steps.isEmpty() ? state.foreignRow() : steps.get(0).next();
    }
    return state.attempts().get(attempt).isOver();
  }
}
