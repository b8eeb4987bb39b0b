package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** What completes on some other thread goes on where its caller was: on the caller's event loop. */
public final class CallerContext {
  private CallerContext() {}

  /** To be called when the work is subscribed to, on the caller's event loop. */
  public static <T> Uni<T> backHere(Uni<T> work) {
    var context = Vertx.currentContext();
    return context == null ? work : work.emitOn(task -> run(task, context));
  }

  /** Where whoever calls this is, so that work can begin there later. */
  public static Place here() {
    return new Place(Vertx.currentContext());
  }

  /**
   * @param context null outside of Vert.x: there one place is as good as another
   */
  public record Place(Context context) {
    /** Begins work there: what is traced and logged of it belongs to whoever was here. */
    public <T> Uni<T> begin(Supplier<Uni<T>> work) {
      return context == null || context == Vertx.currentContext()
          ? work.get()
          : Uni.createFrom()
              .voidItem()
              .emitOn(task -> run(task, context))
              .chain(nothing -> work.get());
    }
  }

  /** Who is there already need not queue for it. */
  private static void run(Runnable task, Context there) {
    if (Vertx.currentContext() == there) {
      task.run();
    } else {
      there.runOnContext(nothing -> task.run());
    }
  }
}
