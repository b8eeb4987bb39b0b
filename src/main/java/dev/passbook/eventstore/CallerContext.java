package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Brings work that completes on another thread back to the caller's event loop. */
public final class CallerContext {
  private CallerContext() {}

  /**
   * Returns the work so that it completes on the caller's event loop. Must be called on that event
   * loop, when the work is subscribed to.
   */
  public static <T> Uni<T> backHere(Uni<T> work) {
    var context = Vertx.currentContext();
    return context == null ? work : work.emitOn(task -> run(task, context));
  }

  /** Returns where the caller runs, so that work can begin there later. */
  public static Place here() {
    return new Place(Vertx.currentContext());
  }

  /**
   * Where a caller runs.
   *
   * @param context null outside of Vert.x, where any thread will do
   */
  public record Place(Context context) {
    /** Begins the work there, so that its traces and logs belong to the caller. */
    public <T> Uni<T> begin(Supplier<Uni<T>> work) {
      return context == null || context == Vertx.currentContext()
          ? work.get()
          : Uni.createFrom()
              .voidItem()
              .emitOn(task -> run(task, context))
              .chain(nothing -> work.get());
    }
  }

  /** A task that is in its context already runs at once. */
  private static void run(Runnable task, Context there) {
    if (Vertx.currentContext() == there) {
      task.run();
    } else {
      there.runOnContext(nothing -> task.run());
    }
  }
}
