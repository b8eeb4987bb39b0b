package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.checker.Checker;
import dev.passbook.proof.faults.Call;
import dev.passbook.proof.faults.Fault;
import dev.passbook.proof.faults.Script;
import dev.passbook.proof.history.Bank.Patience;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import dev.passbook.proof.history.Load;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that a write happens once, however often its response is lost. */
class LostAnswersIT {
  private static final int CLIENTS = 8;

  private static Cluster cluster;

  private final History history = cluster.history(cluster.bank());

  @BeforeAll
  static void start() {
    cluster = Cluster.start(Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** Returns how many credits each client makes. */
  int credits() {
    return 25;
  }

  @BeforeEach
  void startWithAnEmptyTable() {
    cluster.proxy().heal();
    cluster.table().clear();
  }

  @Test
  void aWriteWithAKeyAndLostResponsesLeavesOneEvent() {
    List<String> accounts = open(2);
    everyClient(
        (client, i) -> {
          String account = accounts.get(i % accounts.size());
          Command credit = credit(account, client, i).withKey("key-" + client + "-" + i);
          history.send(credit, i % 2, i % 4 < 2 ? Patience.LOSES_THE_ANSWER : Patience.GOES_AWAY);
          return history.send(credit, (i + 1) % 2);
        });
    assertAllStored(CLIENTS * credits());
  }

  @Test
  void aWriteWithoutAKeyAndALostDatabaseResponseLeavesOneEvent() {
    List<String> accounts = open(CLIENTS);
    int before = cluster.proxy().calls("PutItem");
    cluster.proxy().inject(Script.firstTimeOf(Call::writesEvent, Fault.ANSWER_LOST));
    everyClient((client, i) -> history.send(credit(accounts.get(client), client, i), client % 2));
    assertTrue(cluster.proxy().calls("PutItem") - before >= 2 * CLIENTS * credits());
    assertAllStored(CLIENTS * credits());
  }

  @Test
  void concurrentWritersLoseNothingWhenEveryFirstDatabaseResponseIsLost() {
    List<String> accounts = open(1);
    cluster.proxy().inject(Script.firstTimeOf(Call::writesEvent, Fault.ANSWER_LOST));
    List<Callable<Exchange>> credits = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      credits.add(() -> history.send(credit(accounts.get(0), 0, number), number % 2));
    }
    assertAll201(Load.together(credits));
    assertAllStored(credits.size());
  }

  @Test
  void twentyConcurrentRequestsWithOneKeyHaveOneEffectAndOneResponse() {
    List<String> accounts = open(1);
    Command credit = credit(accounts.get(0), 0, 0).withKey("twenty at once".replace(' ', '-'));
    List<Callable<Exchange>> same = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      same.add(() -> history.send(credit, number % 2));
    }
    List<Exchange> answers = Load.together(same);
    assertAll201(answers);
    assertEquals(1, answers.stream().map(exchange -> exchange.answer().body()).distinct().count());
    assertAllStored(1);
  }

  private static void assertAll201(List<Exchange> exchanges) {
    List<Exchange> others =
        exchanges.stream().filter(exchange -> !exchange.isAnswered(201)).toList();
    assertEquals(List.of(), others);
  }

  /** Asserts that the streams hold this many credits and that no response contradicts them. */
  private void assertAllStored(int credits) {
    assertEquals("", Checker.report(cluster.violations(history.exchanges())));
    assertEquals(credits, cluster.table().read().count("BalanceCredited"));
  }

  private List<String> open(int accounts) {
    return Stream.generate(() -> Command.open("owner-" + System.nanoTime()))
        .limit(accounts)
        .map(open -> history.send(open, 0).answer().json().path("id").asText())
        .toList();
  }

  private static Command credit(String account, int client, int number) {
    return Command.credit(account, BigDecimal.ONE, "credit-" + client + "-" + number);
  }

  private interface Step {
    Exchange take(int client, int number);
  }

  private void everyClient(Step step) {
    List<Callable<List<Exchange>>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      clients.add(() -> take(client, step));
    }
    Load.together(clients).forEach(LostAnswersIT::assertAll201);
  }

  private List<Exchange> take(int client, Step step) {
    List<Exchange> answers = new ArrayList<>();
    for (int number = 0; number < credits(); number++) {
      answers.add(step.take(client, number));
    }
    return answers;
  }
}
