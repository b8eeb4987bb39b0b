package dev.passbook.bench.load;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.function.Supplier;

/** Each client sends its next request once it has the last one's response. */
record ClosedLoop(int clients, Time time) implements Load {
  private static final int TOO_MANY_FAILURES = 1_000;

  @Override
  public String name() {
    return "concurrency " + clients;
  }

  @Override
  public Slice run(Operation operation, Duration length, Supplier<Cpu> meter) {
    var tape = new Tape();
    var before = meter.get();
    var start = time.now();
    var underWay = new Phaser(clients + 1);
    var run = new Run(operation, tape, start + length.toNanos(), underWay);
    for (int client = 0; client < clients; client++) {
      run.next(client);
    }
    Answers.await(underWay, length);
    return tape.stop(time.now() - start, meter.get().since(before));
  }

  private final class Run {
    private final Operation operation;
    private final Tape tape;
    private final long end;
    private final Phaser underWay;

    Run(Operation operation, Tape tape, long end, Phaser underWay) {
      this.operation = operation;
      this.tape = tape;
      this.end = end;
      this.underWay = underWay;
    }

    void next(int client) {
      var start = time.now();
      if (start >= end || tape.failures() > TOO_MANY_FAILURES) {
        underWay.arriveAndDeregister();
        return;
      }
      operation.send(client, asExpected -> answered(client, start, asExpected));
    }

    private void answered(int client, long start, boolean asExpected) {
      tape.latency(time.now() - start, asExpected);
      next(client);
    }
  }
}
