package dev.passbook.eventstore;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Runs asynchronous steps one after the other.
 *
 * <p>A step that chains the next one itself needs more stack with every step that ends at once, and
 * overflows after some thousands of them. This loop always needs the same stack.
 */
public final class Loop {
  private Loop() {}

  /**
   * Takes steps until one of them leads to a final state.
   *
   * @param start no step is taken if this is final already
   * @return the final state; fails with the failure of the first step that fails
   */
  public static <T> Uni<T> until(Predicate<? super T> isFinal, T start, Function<T, Uni<T>> step) {
    return isFinal.test(start)
        ? Uni.createFrom().item(start)
        : Uni.createFrom().deferred(() -> steps(isFinal, start, step));
  }

  private static <T> Uni<T> steps(Predicate<? super T> isFinal, T start, Function<T, Uni<T>> step) {
    var reached = new AtomicReference<>(start);
    return Multi.createBy()
        .repeating()
        .uni(() -> step.apply(reached.get()).invoke(reached::set))
        .whilst(state -> !isFinal.test(state))
        .collect()
        .last();
  }
}
