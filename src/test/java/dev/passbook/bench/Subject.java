package dev.passbook.bench;

import dev.passbook.bench.load.Operation;

/**
 * Something that is measured.
 *
 * @param floor the bare call that it is compared with; null for the floor itself
 */
record Subject(String name, Subject floor, Operation operation) {
  static Subject floor(String name, Operation operation) {
    return new Subject(name, null, operation);
  }

  Subject above(String name, Operation operation) {
    return new Subject(name, this, operation);
  }
}
