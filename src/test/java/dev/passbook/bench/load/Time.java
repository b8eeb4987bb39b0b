package dev.passbook.bench.load;

import java.util.concurrent.locks.LockSupport;

/** A clock in nanoseconds from a fixed point, and a way to wait. */
interface Time {
  long now();

  /** Returns no earlier than this time. */
  void await(long nanos);

  Time REAL =
      new Time() {
        @Override
        public long now() {
          return System.nanoTime();
        }

        /** Parks rather than spins, because the service needs the core more. */
        @Override
        public void await(long nanos) {
          for (long left = nanos - now(); left > 0; left = nanos - now()) {
            LockSupport.parkNanos(left);
          }
        }
      };
}
