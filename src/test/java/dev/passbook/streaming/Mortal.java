package dev.passbook.streaming;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Clients of one run of a process that a test can kill. After that no call goes out. */
final class Mortal {
  private volatile boolean dead;

  /** Wraps a client. A call in progress at the kill goes on, but its caller gets no response. */
  <T> T client(Class<T> type, T client) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (dead && CompletableFuture.class.isAssignableFrom(method.getReturnType())) {
                return neverCompleted();
              }
              try {
                var answer = method.invoke(client, arguments);
                return answer instanceof CompletableFuture<?> future
                    ? unlessKilled(future)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  void kill() {
    dead = true;
  }

  private <T> CompletableFuture<T> unlessKilled(CompletableFuture<T> answer) {
    return answer.thenCompose(
        heard -> dead ? neverCompleted() : CompletableFuture.completedFuture(heard));
  }

  /** Times out only so that the test's threads don't wait for ever. */
  private static <T> CompletableFuture<T> neverCompleted() {
    return new CompletableFuture<T>().orTimeout(1, TimeUnit.MINUTES);
  }
}
