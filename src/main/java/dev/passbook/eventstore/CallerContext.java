package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** What completes on some other thread goes on where its caller was: on the caller's event loop. */
public final class CallerContext {
  private CallerContext() {}

  /** To be called when the work is subscribed to, on the caller's event loop. */
  public static <T> Uni<T> backHere(Uni<T> work) {
    var context = Vertx.currentContext();
    return context == null ? work : work.emitOn(task -> run(task, context));
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
