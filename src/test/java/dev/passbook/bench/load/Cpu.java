package dev.passbook.bench.load;

import java.time.Duration;

/** CPU time, user and system, that each process has used. */
public record Cpu(Duration service, Duration database, Duration generator) {
  public static final Cpu NONE = new Cpu(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public Cpu since(Cpu before) {
    return new Cpu(
        service.minus(before.service),
        database.minus(before.database),
        generator.minus(before.generator));
  }

  public static double millisEach(Duration used, long requests) {
    return used.toNanos() / 1e6 / requests;
  }
}
