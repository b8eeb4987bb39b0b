package dev.passbook.eventstore;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Runs calls at the same time. */
public final class Parallel {
  private Parallel() {}

  /** Runs all calls at once, and otherwise as {@link #all(List, int)}. */
  public static <T> Uni<List<T>> all(List<Uni<T>> calls) {
    return all(calls, calls.size());
  }

  /**
   * Returns the items of all calls, in the calls' order. If any fail, it fails with the failure
   * that came first, but only when all calls have ended. Otherwise Mutiny would log each later
   * failure as one that it had to drop.
   *
   * @param atOnce how many calls run at the same time
   */
  public static <T> Uni<List<T>> all(List<Uni<T>> calls, int atOnce) {
    return calls.isEmpty()
        ? Uni.createFrom().item(List.of())
        : Uni.join()
            .all(calls)
            .usingConcurrencyOf(atOnce)
            .andCollectFailures()
            .onFailure(CompositeException.class)
            .transform(failures -> failures.getCauses().get(0));
  }
}
