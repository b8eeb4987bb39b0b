package dev.passbook.eventstore;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Steps that follow one another, each of which begins when the one before it has ended.
 *
 * <p>A step that chains itself needs more stack with every step that ends at once, and overflows
 * after some thousands of them. This loop needs none, however many steps there are.
 */
public final class Loop {
  private Loop() {}

  /**
   * Takes steps until one of them leads to a state that is final.
   *
   * @param start no step is taken if this is final already
   * @return the final state. Fails as the first step that fails.
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
