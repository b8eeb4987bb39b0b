package dev.passbook.account;

import java.util.function.Function;

/** What the rules say to a command: what is to happen, or why nothing does. */
public sealed interface Decision<T> {
  <R> R either(Function<? super T, R> accepted, Function<Refusal, R> refused);

  static <T> Decision<T> accept(T what) {
    return new Accepted<>(what);
  }

  static <T> Decision<T> refuse(Refusal why) {
    return new Refused<>(why);
  }

  /** What is to happen. */
  record Accepted<T>(T what) implements Decision<T> {
    @Override
    public <R> R either(Function<? super T, R> accepted, Function<Refusal, R> refused) {
      return accepted.apply(what);
    }
  }

  /** Why nothing happens. */
  record Refused<T>(Refusal why) implements Decision<T> {
    @Override
    public <R> R either(Function<? super T, R> accepted, Function<Refusal, R> refused) {
      return refused.apply(why);
    }
  }
}
