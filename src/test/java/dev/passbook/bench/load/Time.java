package dev.passbook.bench.load;

import java.util.concurrent.locks.LockSupport;

/** Nanoseconds from a fixed point, and waiting for one of them. */
interface Time {
  long now();

  /** Returns no earlier than this. */
  void await(long nanos);

  Time REAL =
      new Time() {
        @Override
        public long now() {
          return System.nanoTime();
        }

        /** Parks and does not spin: the service needs the core more. */
        @Override
        public void await(long nanos) {
          for (long left = nanos - now(); left > 0; left = nanos - now()) {
            LockSupport.parkNanos(left);
          }
        }
      };
}
