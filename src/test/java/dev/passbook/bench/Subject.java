package dev.passbook.bench;

import dev.passbook.bench.load.Operation;

/**
 * Something to measure.
 *
 * @param floor the bare call to compare it with; null for the floor itself
 */
record Subject(String name, Subject floor, Operation operation) {
  static Subject floor(String name, Operation operation) {
    return new Subject(name, null, operation);
  }

  Subject above(String name, Operation operation) {
    return new Subject(name, this, operation);
  }
}
