package dev.passbook.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Runs several writers at once. */
final class Writers {
  static final int COUNT = 6;

  private Writers() {}

  /** Creates the task of each writer. */
  interface Tasks<T> {
    Callable<T> of(int writer);
  }

  static <T> List<T> together(Tasks<T> tasks) throws InterruptedException, ExecutionException {
    var writers = Executors.newFixedThreadPool(COUNT);
    try {
      var results = new ArrayList<T>();
      for (Future<T> result :
          writers.invokeAll(IntStream.range(0, COUNT).mapToObj(tasks::of).toList())) {
        results.add(result.get());
      }
      return results;
    } finally {
      writers.shutdownNow();
    }
  }
}
