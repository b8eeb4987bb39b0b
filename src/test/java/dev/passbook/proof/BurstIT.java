package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.faults.Call;
import dev.passbook.proof.faults.Fault;
import dev.passbook.proof.faults.FaultProxy;
import dev.passbook.proof.faults.Script;
import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Bank.Patience;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.HttpBank;
import dev.passbook.proof.history.Load;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.Eventually;
import dev.passbook.proof.processes.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks that requests beyond the service's capacity are refused at once while the database hangs.
 */
class BurstIT {
  private static final int MOST = 64;
  private static final int BURST = 600;
  private static final int ROUNDS = 5;
  private static final Duration BUDGET = Duration.ofSeconds(2);
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static final String SMALL_HEAP = "-Xmx64m -XX:+ExitOnOutOfMemoryError";

  private final DatabaseProcess database = DatabaseProcess.start();
  private final FaultProxy proxy = FaultProxy.before(database.endpoint());
  private ServiceProcess service;
  private HttpBank bank;

  @BeforeEach
  void start() {
    Map<String, String> settings =
        Map.of(
            "PASSBOOK_REQUEST_TIMEOUT",
            BUDGET.toMillis() + "ms",
            "PASSBOOK_MAX_IN_FLIGHT",
            Integer.toString(MOST),
            "_JAVA_OPTIONS",
            SMALL_HEAP);
    service = ServiceProcess.start(proxy.endpoint(), settings);
    bank = new HttpBank(instance -> service.address(), BUDGET.plus(BOUND));
  }

  @AfterEach
  void stop() {
    service.close();
    proxy.close();
    database.close();
  }

  @Test
  void burstsAreRefusedWithASmallHeap() {
    hang();
    for (int round = 0; round < ROUNDS; round++) {
      List<Answer> answers = Load.together(burst());
      assertTrue(answers.stream().allMatch(answer -> answer.status() == 503));
      assertTrue(answers.stream().anyMatch(answer -> answer.problem().equals("overloaded")));
    }
    assertServesAgain();
  }

  private void hang() {
    proxy.inject(Script.always(Call::isAboutItems, Fault.REQUEST_STALLED, BOUND));
  }

  private Answer read() {
    return bank.send(Command.read(UUID.randomUUID().toString()), 0, Patience.WAITS);
  }

  private List<Callable<Answer>> burst() {
    List<Callable<Answer>> burst = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      burst.add(() -> bank.send(Command.open("burst"), 0, Patience.WAITS));
    }
    return burst;
  }

  private void assertServesAgain() {
    proxy.heal();
    Eventually.holds("it serves again", BOUND, () -> read().status() == 404);
    assertTrue(service.isLive());
  }
}
