package dev.passbook.proof.checker;

import java.time.Instant;

/**
 * An account as a request may have seen it.
 *
 * @param stored the account after its newest event
 * @param at the time at which the request looked
 */
record View(State stored, Instant at) {
  /** Returns the account without the holds that have lapsed. */
  State state() {
    return stored.at(at);
  }

  int lapses() {
    return stored.lapsedBy(at).size();
  }

  String etag() {
    return lapses() == 0
        ? "\"" + stored.version() + "\""
        : "\"" + stored.version() + "." + lapses() + "\"";
  }
}
