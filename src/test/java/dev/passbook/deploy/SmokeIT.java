package dev.passbook.deploy;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.http.access.GuardedSettings;
import dev.passbook.packaging.PackagedService;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code deploy/smoke.sh} against the package, and against services that are not sound. */
class SmokeIT {
  private static final int FOR_A_BUSY_MACHINE = 100;
  private static final Issuer ISSUER = Issuer.fresh();
  private static final Pattern ACCOUNT = Pattern.compile("account ([0-9a-f-]{36})");
  private static KeySetServer keys;
  private static PackagedService service;
  private static URI url;

  @BeforeAll
  static void start() {
    keys = new KeySetServer(ISSUER::keySet);
    service = PackagedService.start(GuardedSettings.of(keys));
    url = service.url();
    await()
        .atMost(60, SECONDS)
        .until(() -> given().get(service.management() + "/q/health/ready").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    service.close();
    keys.close();
  }

  @Test
  void aSoundServicePassesAndItsAccountIsClosed() throws Exception {
    Tool.Outcome outcome = smoke(url.toString(), token());

    assertEquals(0, outcome.exitValue(), outcome::output);
    assertEquals(
        List.of("open", "credit", "withdraw", "replay", "refuse", "read", "close", url.toString()),
        outcome.output().lines().map(line -> line.split("\\s+")[1]).toList());
    var account = ACCOUNT.matcher(outcome.output());
    assertTrue(account.find());
    String status =
        given()
            .header("Authorization", "Bearer " + token())
            .get(url + "/accounts/" + account.group(1))
            .path("status");
    assertEquals("closed", status);
    assertFalse(outcome.output().contains(token()));
  }

  @Test
  void aSlashAfterTheAddressDoesNotMatter() throws Exception {
    assertEquals(0, smoke(url + "/", token()).exitValue());
  }

  @Test
  void aPortWithoutAServiceFails() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertFails("open", "POST /accounts: curl: (7)", smoke("http://localhost:" + free, token()));
  }

  @Test
  void aServiceThatNeverRespondsFailsInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      String base = "http://localhost:" + silent.getLocalPort();

      Tool.Outcome outcome = Tool.run("env", "SMOKE_SECONDS=1", "deploy/smoke.sh", base, token());

      assertFails("open", "POST /accounts: curl: (28)", outcome);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not.a.token"})
  void aMissingOrWrongTokenFails(String token) throws Exception {
    assertFails("open", "expected status 201, not 401", smoke(url.toString(), token));
  }

  @Test
  void aTokenWithoutAScopeFailsAtItsStep() throws Exception {
    String reader =
        ISSUER.token(
            "acme",
            "smoke",
            claims -> claims.setStringClaim("scope", "accounts:open accounts:read"));

    assertFails("credit", "expected status 201, not 403", smoke(url.toString(), reader));
  }

  /** A service in front of the sound one changes its responses. */
  @ParameterizedTest
  @CsvSource({
    "open, POST, /accounts, 201, '\"balance\":0.00', '\"balance\":1.00'",
    "credit, POST, /credits, 201, '\"balance\":10.00', '\"balance\":10.0000000000001'",
    "withdraw, POST, /withdrawals, 201, '\"balance\":6.00', '\"balance\":60.00'",
    "withdraw, POST, /withdrawals, 201, '\"version\":3', '\"version\":4'",
    "replay, POST, /withdrawals, 201, Idempotency-Replayed, X-Other",
    "replay, POST, /withdrawals, 201, '\"reference\"', '\"reference{n}\"'",
    "refuse, POST, /withdrawals, 422, 422, 201",
    "refuse, POST, /withdrawals, 422, insufficient-funds, account-closed",
    "read, GET, /accounts, 200, '\"balance\":6.00', '\"balance\":2.00'",
    "read, GET, /accounts, 200, '\"version\":3', '\"version\":2'",
    "close, POST, /closure, 201, AccountClosed, AccountCreated"
  })
  void aServiceThatLiesFailsAtThatStep(
      String step, String method, String path, int status, String truth, String lie)
      throws Exception {
    try (LyingService liar = new LyingService(url, method, path, status, truth, lie)) {
      assertFails(step, "", smoke(liar.url(), token()));
    }
  }

  static Stream<List<String>> wrongCommands() {
    return Stream.of(
        List.of(),
        List.of("bank.example.com"),
        List.of("http://localhost", "two words"),
        List.of("http://localhost", "a\"\nurl=x"),
        List.of("http://localhost", "token", "more"));
  }

  @ParameterizedTest
  @MethodSource("wrongCommands")
  void aWrongCommandShowsTheUsage(List<String> arguments) throws Exception {
    Tool.Outcome outcome = smoke(arguments.toArray(String[]::new));

    assertEquals(2, outcome.exitValue(), outcome::output);
    assertTrue(outcome.output().startsWith("usage: deploy/smoke.sh BASE [TOKEN]"));
  }

  private static void assertFails(String step, String reason, Tool.Outcome outcome) {
    String last = outcome.output().lines().reduce((first, second) -> second).orElse("");

    assertEquals(1, outcome.exitValue(), outcome::output);
    assertTrue(last.startsWith("FAIL " + step + ": " + reason), outcome::output);
  }

  private static Tool.Outcome smoke(String... arguments) throws IOException, InterruptedException {
    return Tool.run(
        Stream.concat(
                Stream.of("env", "SMOKE_SECONDS=" + FOR_A_BUSY_MACHINE, "deploy/smoke.sh"),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static String token() {
    return ISSUER.recentToken("acme", "smoke");
  }
}
