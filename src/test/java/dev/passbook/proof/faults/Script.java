package dev.passbook.proof.faults;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Predicate;

/** The same fault for the next so many calls of one kind; every other call passes. */
public final class Script implements Interceptor {
  private final Fault fault;
  private final Duration pause;
  private final Predicate<Call> kind;
  private int left;

  private Script(Fault fault, Duration pause, Predicate<Call> kind, int times) {
    this.fault = fault;
    this.pause = pause;
    this.kind = kind;
    this.left = times;
  }

  public static Script next(int times, Predicate<Call> kind, Fault fault) {
    return new Script(fault, Duration.ZERO, kind, times);
  }

  public static Script next(int times, Predicate<Call> kind, Fault fault, Duration pause) {
    return new Script(fault, pause, kind, times);
  }

  public static Script always(Predicate<Call> kind, Fault fault, Duration pause) {
    return new Script(fault, pause, kind, Integer.MAX_VALUE);
  }

  /** The fault for every call of an odd ordinal, so that the retry after it succeeds. */
  public static Interceptor everySecond(Predicate<Call> kind, Fault fault) {
    boolean[] passed = {true};
    return (call, origin) -> {
      if (!kind.test(call)) {
        return origin.send(call);
      }
      passed[0] = !passed[0];
      return passed[0] ? origin.send(call) : fault.apply(call, origin, Duration.ZERO);
    };
  }

  @Override
  public Future<Reply> intercept(Call call, Origin origin) {
    if (left == 0 || !kind.test(call)) {
      return origin.send(call);
    }
    left--;
    return fault.apply(call, origin, pause);
  }
}
