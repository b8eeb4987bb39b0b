package dev.passbook.proof;

import dev.passbook.http.RawClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Hostile clients that repeatedly send half requests, read nothing or disconnect. */
final class Siege {
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String BODY = "Content-Length: 100\r\n\r\n{";

  private static final List<String> HALVES =
      List.of(
          "",
          "GET /acc",
          "OPTIONS /accounts" + HOST + BODY,
          "GET /" + HOST + BODY,
          "GET /schemas/events/dev.passbook.AccountCreated.v1.json" + HOST + BODY,
          "POST /accounts" + HOST + BODY,
          "POST /accounts" + HOST + "Transfer-Encoding: chunked\r\n\r\n5\r\n{");

  private static final int HALF_CLIENTS = 128;
  private static final int UNREADING_CLIENTS = 16;
  private static final int AHEAD = 2_000;

  private final int port;
  private final String account;
  private final AtomicLong attacks = new AtomicLong();
  private volatile boolean over;

  /** One round of a client. */
  interface Round {
    void go() throws Exception;
  }

  Siege(URI service, String account) {
    this.port = service.getPort();
    this.account = account;
  }

  long attacks() {
    return attacks.get();
  }

  /** Attacks for this long while the other clients run their rounds. */
  void during(Duration time, Round... others) throws InterruptedException, ExecutionException {
    var rounds = new ArrayList<>(List.of(others));
    rounds.add(this::sendHalves);
    rounds.add(this::readNothing);
    rounds.add(this::listenAndReadNothing);
    rounds.add(this::goAway);
    var workers = rounds.stream().map(this::repeat).toList();
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
    over = true;
    for (var worker : workers) {
      worker.get();
    }
  }

  private CompletableFuture<Void> repeat(Round round) {
    Callable<Void> task =
        () -> {
          while (!over) {
            round.go();
          }
          return null;
        };
    var done = new CompletableFuture<Void>();
    new Thread(() -> run(task, done)).start();
    return done;
  }

  private static void run(Callable<Void> task, CompletableFuture<Void> done) {
    try {
      done.complete(task.call());
    } catch (Exception failure) {
      done.completeExceptionally(failure);
    }
  }

  private void sendHalves() throws IOException, InterruptedException {
    for (var half : HALVES) {
      attack(RawClient.half(port, HALF_CLIENTS, half), 1_000);
    }
  }

  private void readNothing() throws IOException, InterruptedException {
    for (var path : List.of("/", "/q/openapi", "/accounts/" + account, "/nothing")) {
      var clients = new ArrayList<RawClient>();
      for (var i = 0; i < UNREADING_CLIENTS; i++) {
        clients.add(RawClient.connect(port));
        clients.get(i).sendAhead("GET " + path + HOST + "\r\n", AHEAD);
      }
      attack(clients, 2_000);
    }
  }

  private void listenAndReadNothing() throws IOException, InterruptedException {
    var request =
        "GET /accounts/" + account + "/events" + HOST + "Accept: text/event-stream\r\n\r\n";
    attack(RawClient.half(port, UNREADING_CLIENTS, request), 10_000);
  }

  private void goAway() throws IOException, InterruptedException {
    for (var half : HALVES) {
      for (var client : RawClient.half(port, UNREADING_CLIENTS, half)) {
        attacks.incrementAndGet();
        client.abort();
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }

  private void attack(List<RawClient> clients, long millis)
      throws IOException, InterruptedException {
    attacks.addAndGet(clients.size());
    TimeUnit.MILLISECONDS.sleep(millis);
    for (var client : clients) {
      client.close();
    }
  }
}
