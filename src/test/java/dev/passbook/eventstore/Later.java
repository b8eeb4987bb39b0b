package dev.passbook.eventstore;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does something after a while, on a thread of its own. The timer of {@link
 * java.util.concurrent.CompletableFuture} belongs to the whole Java machine: it has the class
 * loader of whichever test used it first, and what goes on there looks for its classes in one that
 * may be gone.
 */
public final class Later {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(Later::thread);

  private Later() {}

  public static void run(Duration after, Runnable task) {
    TIMER.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "later");
    thread.setDaemon(true);
    thread.setContextClassLoader(Later.class.getClassLoader());
    return thread;
  }
}
