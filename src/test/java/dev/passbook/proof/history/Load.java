package dev.passbook.proof.history;

import dev.passbook.proof.history.Bank.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs several clients on a few accounts over all instances, as a seed decides. */
public final class Load {
  private static final int ACCOUNTS = 3;
  private static final int CLIENTS = 6;

  private final SplittableRandom random;
  private final String name;
  private final History history;
  private final int instances;
  private final int requests;
  private final Draw draw = new Draw();

  /** The name is part of every reference and key, so that runs on one table don't collide. */
  public Load(long seed, String name, History history, int instances, int requests) {
    this.random = new SplittableRandom(seed);
    this.name = name;
    this.history = history;
    this.instances = instances;
    this.requests = requests;
  }

  public void run() {
    Client first = client("setup");
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts.add(first.open());
    }
    accounts.forEach(first::fund);
    List<Callable<Void>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Client client = client("client" + i);
      clients.add(() -> work(client, accounts));
    }
    together(clients);
    // Keys are remembered even after much other work.
    first.replaySome(history.exchanges());
  }

  private Void work(Client client, List<String> accounts) {
    for (int i = 0; i < requests / CLIENTS; i++) {
      client.act(accounts);
    }
    return null;
  }

  private Client client(String who) {
    return new Client(random.split(), name + "-" + who, history, instances, draw);
  }

  /** Runs the tasks at once and waits for all. */
  public static <T> List<T> together(List<Callable<T>> tasks) {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> task : threads.invokeAll(tasks)) {
        results.add(task.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Draws how a client treats its request. */
  static Patience patience(SplittableRandom random) {
    int percent = random.nextInt(100);
    if (percent < 85) {
      return Patience.WAITS;
    }
    return percent < 93 ? Patience.LOSES_THE_ANSWER : Patience.GOES_AWAY;
  }
}
