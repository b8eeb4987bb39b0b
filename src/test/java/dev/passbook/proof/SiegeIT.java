package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.packaging.Artefact;
import dev.passbook.proof.faults.CredentialsEndpoint;
import dev.passbook.proof.faults.FaultProxy;
import dev.passbook.proof.faults.NameServer;
import dev.passbook.proof.faults.ResolvConfAgent;
import dev.passbook.proof.history.Bank.Patience;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.HttpBank;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.Eventually;
import dev.passbook.proof.processes.ServiceProcess;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checks that good callers are served among hostile ones while credentials and host names sometimes
 * hang. It takes ten minutes, or as many as {@code -Dpassbook.siege.minutes} says, and writes its
 * measurements to {@code target/proof/siege.txt}.
 */
@Tag("soak")
class SiegeIT {
  private static final Duration TIME =
      Duration.ofMinutes(Integer.getInteger("passbook.siege.minutes", 10));
  private static final Duration BUDGET = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The SDK fetches credentials that expire this soon again and again. */
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Twice the heap, which leaves as much again for the rest of the JVM. */
  private static final long MOST_MEMORY_MIB = 640;

  private static final DatabaseProcess DATABASE = DatabaseProcess.start();
  private static final FaultProxy PROXY = FaultProxy.before(DATABASE.endpoint());
  private static final CredentialsEndpoint CREDENTIALS = new CredentialsEndpoint(SOON);
  private static final NameServer NAMES = new NameServer();

  private static ServiceProcess service;

  private final AtomicInteger references = new AtomicInteger();
  private final AtomicInteger credited = new AtomicInteger();
  private final AtomicInteger unavailable = new AtomicInteger();
  private final AtomicInteger otherwise = new AtomicInteger();

  @BeforeAll
  static void start() {
    service =
        ServiceProcess.listening(
            Artefact.command(
                "-Xmx256m", "-XX:+UseSerialGC", ResolvConfAgent.option(NAMES.writeResolvConf())),
            URI.create("http://dynamodb.passbook.test:" + PROXY.endpoint().getPort()),
            Map.of(
                "AWS_ACCESS_KEY_ID", "",
                "AWS_SECRET_ACCESS_KEY", "",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI", CREDENTIALS.uri().toString(),
                "PASSBOOK_REQUEST_TIMEOUT", BUDGET.toMillis() + "ms"));
    Eventually.holds(service::output, PATIENCE, service::isReady);
  }

  @AfterAll
  static void stop() {
    service.close();
    NAMES.close();
    CREDENTIALS.close();
    PROXY.close();
    DATABASE.close();
  }

  @Test
  void goodCallersAreServed() throws Exception {
    var bank = new HttpBank(instance -> service.address(), PATIENCE);
    var account = bank.send(Command.open("holder"), 0, Patience.WAITS).json().path("id").asText();
    var siege = new Siege(service.address(), account);
    var vitals = new Vitals(service);

    siege.during(
        TIME,
        vitals::look,
        () -> credit(bank, account),
        () -> credit(bank, account),
        this::hangTheNeighbours);

    Eventually.holds(service::output, PATIENCE, service::isReady);
    var balance = bank.send(Command.read(account), 0, Patience.WAITS).balance();
    vitals.write(siege, credited.get(), unavailable.get());
    assertEquals(0, BigDecimal.valueOf(credited.get()).compareTo(balance), "money held");
    assertEquals(0, otherwise.get(), "answers other than 201 and a definite 503");
    assertTrue(unavailable.get() * 10 < credited.get(), () -> unavailable + " were refused");
    assertEquals(0, vitals.deaths(), "liveness was not answered");
    assertTrue(vitals.mostMemory() < MOST_MEMORY_MIB, () -> vitals.mostMemory() + " MiB");
  }

  private void credit(HttpBank bank, String account) {
    var command = Command.credit(account, BigDecimal.ONE, "credit-" + references.incrementAndGet());
    var answer = bank.send(command, 0, Patience.WAITS);
    if (answer != null && answer.status() == 201) {
      credited.incrementAndGet();
    } else if (answer != null && answer.status() == 503 && !answer.leavesOutcomeUnknown()) {
      unavailable.incrementAndGet();
    } else {
      otherwise.incrementAndGet();
    }
  }

  /** Cached credentials and open connections stay in use. */
  private void hangTheNeighbours() throws InterruptedException {
    CREDENTIALS.hang();
    NAMES.hang();
    TimeUnit.MILLISECONDS.sleep(10_000);
    CREDENTIALS.answer();
    NAMES.answer();
    TimeUnit.MILLISECONDS.sleep(5_000);
  }
}
