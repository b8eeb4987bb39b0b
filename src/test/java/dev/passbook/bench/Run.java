package dev.passbook.bench;

import dev.passbook.bench.load.Load;

/** A subject under a load. */
record Run(Subject subject, Load load) {
  /** Returns the same load on the floor. */
  Run floor() {
    return new Run(subject.floor(), load);
  }

  boolean isFloor() {
    return subject.floor() == null;
  }

  String name() {
    return subject.name() + ", " + load.name();
  }
}
