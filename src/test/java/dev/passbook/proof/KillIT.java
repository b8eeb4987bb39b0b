package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.checker.Checker;
import dev.passbook.proof.checker.Rule;
import dev.passbook.proof.checker.Violation;
import dev.passbook.proof.faults.Call;
import dev.passbook.proof.faults.Fault;
import dev.passbook.proof.faults.Script;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import dev.passbook.proof.history.Load;
import dev.passbook.proof.processes.Eventually;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checks that no write is torn, lost or repeated when a process stops or is killed. */
class KillIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Longer than the service takes to refuse new requests on a stop, even on a slow machine. */
  private static final Duration BUDGET = Duration.ofSeconds(15);

  private static final int REQUESTS = 120;
  private static final int IN_FLIGHT = 10;
  private static final Executor THREADS = task -> new Thread(task).start();

  @RegisterExtension static final Cluster cluster = Cluster.start(BUDGET);
  private History history;

  /** Every test ends the first service, and most don't restart it. */
  @BeforeEach
  void startAgain() {
    cluster.proxy().heal();
    cluster.table().clear();
    if (!cluster.service(0).isLive()) {
      cluster.restart(0);
    }
    history = cluster.history(cluster.bank());
  }

  @Test
  void noWriteIsLostOrRepeatedAfterAKill() {
    CompletableFuture<Void> load = CompletableFuture.runAsync(() -> load(1, 2 * REQUESTS));
    Eventually.holds("load", BOUND, () -> history.exchanges().size() > REQUESTS / 3);
    cluster.service(0).kill();
    cluster.restart(0);
    load.join();
    assertTrue(history.exchanges().stream().anyMatch(Exchange::isAbandoned), "it hit somebody");
    // The new process remembers the old one's responses.
    keyed().limit(60).forEach(exchange -> history.send(exchange.command(), 0));
    load(2, REQUESTS);
    assertNothingLost();
  }

  @Test
  void requestsInFlightCompleteWhenTheServiceStops() {
    List<Command> credits = creditsOnSeparateAccounts();
    int before = cluster.proxy().calls("PutItem");
    cluster
        .proxy()
        .inject(Script.always(Call::writesEvent, Fault.ANSWER_LATE, Duration.ofMillis(700)));
    List<CompletableFuture<Exchange>> inFlight =
        credits.stream()
            .map(credit -> CompletableFuture.supplyAsync(() -> history.send(credit, 0), THREADS))
            .toList();
    Eventually.holds(
        "all are at the database",
        BOUND,
        () -> cluster.proxy().calls("PutItem") - before >= IN_FLIGHT);
    cluster.service(0).terminate();
    inFlight.forEach(
        answer -> assertTrue(answer.join().isAnswered(201), () -> answer.join().toString()));
    cluster.service(0).awaitExit();
    assertFalse(history.send(credits.get(0), 0).isAnswered(), "nobody is there any more");
    assertNothingLost();
  }

  @Test
  void aNewRequestDuringTheStopIsRefused() {
    Command credit = creditsOnSeparateAccounts().get(0);
    cluster.proxy().inject(Script.always(Call::writesEvent, Fault.ANSWER_STALLED, BOUND));
    int before = cluster.proxy().calls("PutItem");
    CompletableFuture<Exchange> inFlight =
        CompletableFuture.supplyAsync(() -> history.send(credit, 0), THREADS);
    Eventually.holds(
        "it is at the database", BOUND, () -> cluster.proxy().calls("PutItem") > before);
    cluster.service(0).terminate();
    Command another = Command.read(credit.account());
    Eventually.holds("new ones are refused", BOUND, () -> isRefused(history.send(another, 0)));
    assertFalse(inFlight.isDone(), "one was in flight all the while");
    cluster.proxy().heal();
    assertTrue(inFlight.join().isAnswered(201), () -> inFlight.join().toString());
    cluster.service(0).awaitExit();
  }

  @Test
  void noWriteIsTornWhenTheServiceStopsUnderLoad() {
    CompletableFuture<Void> load = CompletableFuture.runAsync(() -> load(3, REQUESTS));
    Eventually.holds("load", BOUND, () -> history.exchanges().size() > REQUESTS / 3);
    cluster.service(0).terminate();
    cluster.service(0).awaitExit();
    load.join();
    assertNothingLost();
  }

  private List<Command> creditsOnSeparateAccounts() {
    List<Command> credits = new ArrayList<>();
    for (int i = 0; i < IN_FLIGHT; i++) {
      Exchange opened = history.send(Command.open("owner-" + i), 0);
      String account = opened.answer().json().path("id").asText();
      credits.add(Command.credit(account, BigDecimal.ONE, "in-flight-" + i));
    }
    return credits;
  }

  private static boolean isRefused(Exchange exchange) {
    return exchange.isAnswered(503) && "overloaded".equals(exchange.answer().problem());
  }

  private void load(long seed, int requests) {
    new Load(seed, "load" + seed, history, Cluster.INSTANCES, requests).run();
  }

  private Stream<Exchange> keyed() {
    return history.exchanges().stream()
        .filter(exchange -> exchange.command().isKeyed() && exchange.isAnswered(201));
  }

  /** A killed process leaves requests without a response; every other rule must hold. */
  private void assertNothingLost() {
    List<Violation> violations =
        cluster.violations(history.exchanges()).stream()
            .filter(violation -> violation.rule() != Rule.EVERY_REQUEST_IS_ANSWERED)
            .toList();
    assertEquals("", Checker.report(violations));
  }
}
