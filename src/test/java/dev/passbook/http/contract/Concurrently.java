package dev.passbook.http.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Runs requests of clients that do not wait for each other. */
final class Concurrently {
  private static final int TIMEOUT_SECONDS = 60;

  private Concurrently() {}

  /** Returns the responses to {@code count} requests, at most {@code clients} at a time. */
  static <T> List<T> run(int clients, int count, IntFunction<T> request) {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      List<Future<T>> pending = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        pending.add(pool.submit(() -> request.apply(number)));
      }
      List<T> responses = new ArrayList<>();
      for (Future<T> response : pending) {
        responses.add(response.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
      }
      return responses;
    } catch (ExecutionException e) {
      throw new AssertionError("A request failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("A request hangs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      pool.shutdownNow();
    }
  }
}
