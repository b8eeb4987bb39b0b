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
 * A thread that pauses after each step of a composition until the step is done, as a thread that
 * got no processor in time would. On an event loop nothing pauses: what is composed there is in
 * time.
 */
public final class PausingCaller {
  private static final Map<Class<?>, Class<?>> WATCHED =
      Map.of(HttpClient.class, HttpClient.class, FileSystem.class, FileSystem.class);

  private final CountDownLatch answerIsOver;

  /**
   * @param answerIsOver what it waits for when it has seen the head of an answer
   */
  public PausingCaller(CountDownLatch answerIsOver) {
    this.answerIsOver = answerIsOver;
  }

  /** The same Vert.x, as such a thread meets it. */
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
      await(answerIsOver);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a step of the composition never ends");
    }
  }
}
