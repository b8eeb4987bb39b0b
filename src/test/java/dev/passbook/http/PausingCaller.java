package dev.passbook.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystem;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.impl.future.FutureInternal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A thread that waits after each asynchronous step until the step is done. It simulates a thread
 * that gets no processor in time. Calls on an event loop do not wait.
 */
public final class PausingCaller {
  private static final Map<Class<?>, Class<?>> WATCHED =
      Map.of(HttpClient.class, HttpClient.class, FileSystem.class, FileSystem.class);

  private final CountDownLatch responseIsOver;

  /**
   * @param responseIsOver what the thread waits for after it received the response's head
   */
  public PausingCaller(CountDownLatch responseIsOver) {
    this.responseIsOver = responseIsOver;
  }

  /** Returns a view of this Vert.x that pauses such a thread. */
  public Vertx meeting(Vertx vertx) {
    return (Vertx) slow(vertx, Vertx.class);
  }

  private Object slow(Object real, Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> wrapped(method, call(method, real, arguments)));
  }

  private static Object call(Method method, Object real, Object... arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object wrapped(Method method, Object result) throws InterruptedException {
    if (result instanceof Future<?> step) {
      pause(step);
      return slow(step, FutureInternal.class);
    }
    var watched = WATCHED.get(method.getReturnType());
    return watched == null ? result : slow(result, watched);
  }

  private void pause(Future<?> step) throws InterruptedException {
    if (Context.isOnEventLoopThread() || Context.isOnWorkerThread()) {
      return;
    }
    var done = new CountDownLatch(1);
    step.onComplete(result -> done.countDown());
    await(done);
    if (step.result() instanceof HttpClientResponse) {
      await(responseIsOver);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a step of the composition never ends");
    }
  }
}
