package dev.passbook.account;

import java.util.function.Function;

/** The result of a business decision: accepted with a value, or refused with a reason. */
public sealed interface Decision<T> {
  <R> R either(Function<? super T, R> accepted, Function<Refusal, R> refused);

  static <T> Decision<T> accept(T what) {
    return new Accepted<>(what);
  }

  static <T> Decision<T> refuse(Refusal why) {
    return new Refused<>(why);
  }

  /** The command is accepted. */
  record Accepted<T>(T what) implements Decision<T> {
    @Override
    public <R> R either(Function<? super T, R> accepted, Function<Refusal, R> refused) {
      return accepted.apply(what);
    }
  }

  /** The command is refused. */
  record Refused<T>(Refusal why) implements Decision<T> {
    @Override
    public <R> R either(Function<? super T, R> accepted, Function<Refusal, R> refused) {
      return refused.apply(why);
    }
  }
}
