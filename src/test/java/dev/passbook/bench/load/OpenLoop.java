package dev.passbook.bench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Requests arrive at fixed times, whether earlier ones have completed or not. */
record OpenLoop(int perSecond, int clients, Time time) implements Load {
  @Override
  public String name() {
    return perSecond + " a second";
  }

  @Override
  public Slice run(Operation operation, Duration length, Supplier<Cpu> meter) {
    var tape = new Tape();
    var run = new Run(operation, tape);
    var before = meter.get();
    var start = time.now();
    var count = length.toNanos() * perSecond / TimeUnit.SECONDS.toNanos(1);
    for (long arrival = 0; arrival < count; arrival++) {
      var intended = start + arrival * TimeUnit.SECONDS.toNanos(1) / perSecond;
      time.await(intended);
      tape.lateness(time.now() - intended);
      run.arrive(intended);
    }
    time.await(start + length.toNanos());
    Answers.await(run.underWay, length);
    return tape.stop(time.now() - start, meter.get().since(before));
  }

  private final class Run {
    private final Operation operation;
    private final Tape tape;
    private final Phaser underWay = new Phaser(1);
    private final Deque<Integer> idle = new ArrayDeque<>();
    private final Queue<Long> waiting = new ArrayDeque<>();

    Run(Operation operation, Tape tape) {
      this.operation = operation;
      this.tape = tape;
      for (int client = 0; client < clients; client++) {
        idle.add(client);
      }
    }

    void arrive(long intended) {
      underWay.register();
      var client = clientOrQueue(intended);
      if (client != null) {
        send(client, intended);
      }
    }

    private void send(int client, long intended) {
      operation.send(client, asExpected -> answered(client, intended, asExpected));
    }

    private void answered(int client, long intended, boolean asExpected) {
      tape.latency(time.now() - intended, asExpected);
      var next = waitingOrIdle(client);
      if (next != null) {
        send(client, next);
      }
      underWay.arriveAndDeregister();
    }

    private synchronized Integer clientOrQueue(long intended) {
      var client = idle.pollFirst();
      if (client == null) {
        waiting.add(intended);
      }
      return client;
    }

    private synchronized Long waitingOrIdle(int client) {
      var intended = waiting.poll();
      if (intended == null) {
        idle.addLast(client);
      }
      return intended;
    }
  }
}
