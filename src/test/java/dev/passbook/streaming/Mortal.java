package dev.passbook.streaming;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What one incarnation of a process holds: once it is dead, none of its calls goes out. */
final class Mortal {
  private volatile boolean dead;

  /** A client of this incarnation. A call that is under way goes on, and nobody hears of it. */
  <T> T client(Class<T> type, T client) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (dead && CompletableFuture.class.isAssignableFrom(method.getReturnType())) {
                return neverAnswered();
              }
              try {
                var answer = method.invoke(client, arguments);
                return answer instanceof CompletableFuture<?> future ? heardAlive(future) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  void kill() {
    dead = true;
  }

  private <T> CompletableFuture<T> heardAlive(CompletableFuture<T> answer) {
    return answer.thenCompose(
        heard -> dead ? neverAnswered() : CompletableFuture.completedFuture(heard));
  }

  /** Only so that the test's threads don't wait for what never comes. */
  private static <T> CompletableFuture<T> neverAnswered() {
    return new CompletableFuture<T>().orTimeout(1, TimeUnit.MINUTES);
  }
}
