package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.passbook.packaging.Artefact;
import dev.passbook.proof.faults.CredentialsEndpoint;
import dev.passbook.proof.faults.FaultProxy;
import dev.passbook.proof.faults.NameServer;
import dev.passbook.proof.faults.ResolvConfAgent;
import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Bank;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.HttpBank;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.Eventually;
import dev.passbook.proof.processes.ServiceProcess;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Checks that the service survives when the credentials endpoint or the name server hangs. Only
 * requests that need the database fail; no event loop blocks.
 */
class HangingNeighboursIT {
  private static final Duration BUDGET = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The SDK treats credentials that expire this soon as expired and fetches them each time. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final int MANY = 32;

  private static final DatabaseProcess DATABASE = DatabaseProcess.start();
  private static final FaultProxy PROXY = FaultProxy.before(DATABASE.endpoint());
  private static final CredentialsEndpoint CREDENTIALS = new CredentialsEndpoint(SOON);
  private static final NameServer NAMES = new NameServer();

  private static ServiceProcess service;
  private static Bank bank;
  private static String account;

  private final AtomicInteger references = new AtomicInteger();

  @BeforeAll
  static void startWithoutCredentials() {
    CREDENTIALS.hang();
    service =
        ServiceProcess.listening(
            Artefact.command(javaOptions()),
            URI.create("http://" + host() + ":" + PROXY.endpoint().getPort()),
            Map.of(
                "AWS_ACCESS_KEY_ID", "",
                "AWS_SECRET_ACCESS_KEY", "",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI", CREDENTIALS.uri().toString(),
                "PASSBOOK_REQUEST_TIMEOUT", BUDGET.toMillis() + "ms"));
    bank = new HttpBank(instance -> service.address(), PATIENCE);
    livenessRespondsWhileTheStoreIsUnavailable();
    Eventually.holds(
        service::output, PATIENCE, () -> service.output().contains("There are no AWS credentials"));
    CREDENTIALS.answer();
    Eventually.holds(service::output, PATIENCE, service::isReady);
    account = bank.send(Command.open("holder"), 0, Bank.Patience.WAITS).json().path("id").asText();
  }

  /** A native executable can't load agents, so it gets the database by address. */
  private static String[] javaOptions() {
    return new String[] {
      "-Xmx256m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      ResolvConfAgent.option(NAMES.writeResolvConf())
    };
  }

  private static String host() {
    return Artefact.isNative() ? "127.0.0.1" : "dynamodb.passbook.test";
  }

  @AfterAll
  static void stop() {
    service.close();
    NAMES.close();
    CREDENTIALS.close();
    PROXY.close();
    DATABASE.close();
  }

  /** More writes wait for the store than there are event loops, and none of them blocks one. */
  private static void livenessRespondsWhileTheStoreIsUnavailable() {
    List<CompletableFuture<Answer>> waiting =
        IntStream.range(0, MANY).mapToObj(each -> open()).toList();
    assertTrue(service.isLive(), service::output);
    assertFalse(waiting.stream().anyMatch(CompletableFuture::isDone), "they wait for the store");
    waiting.stream().map(CompletableFuture::join).forEach(HangingNeighboursIT::assertDefinite);
  }

  private static CompletableFuture<Answer> open() {
    return CompletableFuture.supplyAsync(
        () -> bank.send(Command.open("holder"), 0, Bank.Patience.WAITS),
        task -> new Thread(task).start());
  }

  private static void assertDefinite(Answer answer) {
    assertEquals(503, answer.status(), answer::toString);
    assertEquals("store-unavailable", answer.problem());
    assertFalse(answer.leavesOutcomeUnknown(), answer::toString);
  }

  private Answer credit() {
    String reference = "credit-" + references.incrementAndGet();
    return bank.send(Command.credit(account, BigDecimal.ONE, reference), 0, Bank.Patience.WAITS);
  }

  @Test
  void credentialsStayInUseWhileTheirRefreshFails() {
    CREDENTIALS.hang();
    int asked = CREDENTIALS.requests();
    Eventually.holds("it asks again", PATIENCE, () -> CREDENTIALS.requests() > asked);

    assertTrue(service.isLive());
    assertEquals(201, credit().status());
    CREDENTIALS.answer();
    assertEquals(201, credit().status());
  }

  @Test
  void aNameServerThatHangsBlocksNoEventLoop() {
    assumeFalse(Artefact.isNative());
    NAMES.hang();
    Eventually.holds("the name is forgotten", PATIENCE, this::cutsOff);

    livenessRespondsWhileTheStoreIsUnavailable();

    NAMES.answer();
    Eventually.holds(service::output, PATIENCE, () -> credit().status() == 201);
    Eventually.holds(service::output, PATIENCE, service::isReady);
  }

  /**
   * Without its connections the service must resolve the name again once its cached address
   * expires.
   */
  private boolean cutsOff() {
    int asked = NAMES.queries();
    PROXY.refuse();
    PROXY.accept();
    return credit().status() == 503 && NAMES.queries() > asked;
  }
}
