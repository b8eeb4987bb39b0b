package dev.passbook.proof.faults;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Applies the same fault to the next calls of one kind. Every other call passes. */
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

  /** Applies the fault to each call of a kind the first time; a repeat of the call passes. */
  public static Interceptor firstTimeOf(Predicate<Call> kind, Fault fault) {
    Set<String> made = new HashSet<>();
    return (call, origin) ->
        kind.test(call) && made.add(call.body().toString())
            ? fault.apply(call, origin, Duration.ZERO)
            : origin.send(call);
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
