package dev.passbook.eventstore;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task after a delay on its own thread. The timer of {@link
 * java.util.concurrent.CompletableFuture} is shared by the whole JVM and keeps the class loader of
 * the first test that used it, which may be closed by the time a task runs.
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
