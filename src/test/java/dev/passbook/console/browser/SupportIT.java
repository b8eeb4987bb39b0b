package dev.passbook.console.browser;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.http.access.GuardedSettings;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where callers need tokens, an operator looks into an account, and others see what they may. */
class SupportIT extends VisitedConsole {
  private static final Issuer ISSUER = Issuer.fresh();
  private static KeySetServer keys;
  private String account;

  @BeforeAll
  static void start() {
    keys = new KeySetServer(ISSUER::keySet);
    start(GuardedSettings.of(keys));
    // On a busy machine the service fetches its first keys late.
    await().atMost(2, MINUTES).until(() -> as("ada").get("/accounts").statusCode() != 503);
  }

  @AfterAll
  static void stopKeys() {
    keys.close();
  }

  @BeforeEach
  void openAccount() {
    account = as("ada").post("/accounts").path("id");
    credit(as("ada"), account, "7");
    credit(as("olga", "operator"), account, "5");
  }

  @Test
  void anOperatorSeesTheHistoryAndWhoCausedIt() {
    signIn("support", "olga", "operator");

    browser.awaitText("balance", "12.00");
    browser.await("three events", () -> browser.all("timeline-event").size() == 3);
    browser.awaitText("timeline-event", "by olga as operator");
    browser.assertNothingFailed();
    browser.assertAccessible();
  }

  @Test
  void anOperatorSeesARowsItem() {
    signIn("support", "olga", "operator");
    browser.click("open-row");

    browser.awaitText("item", "account-" + account);
    browser.assertNothingFailed();
  }

  /** The view of support changes nothing. */
  @Test
  void theSupportViewHasNoAction() {
    signIn("support", "olga", "operator");
    browser.awaitText("balance", "12.00");

    assertEquals(0, browser.all("send").size());
    assertEquals(0, browser.all("race").size());
  }

  @Test
  void aHolderSeesEventsButNoRows() {
    signIn("accounts", "ada");

    browser.awaitText("balance", "12.00");
    browser.await("the reason", () -> browser.bodyText().contains("Only operators see rows"));
    assertEquals(0, browser.all("raw-row").size());
  }

  @Test
  void anotherHoldersAccountDoesNotExist() {
    signIn("accounts", "bob");

    browser.awaitText("failure", "No account has this id");
    assertEquals(0, browser.all("balance").size());
  }

  @Test
  void aWrongTokenIsRefused() {
    visit("support", account);
    browser.type("token-field", Issuer.fresh().token("acme", "olga", "operator"));
    browser.click("use-token");

    browser.await("the reason", () -> browser.bodyText().contains("did not accept the token"));
    browser.find("token-field");
  }

  @Test
  void aTokenIsGoneAfterAReload() {
    signIn("support", "olga", "operator");
    browser.awaitText("balance", "12.00");
    assertTrue(
        (Boolean)
            browser.run(
                "return localStorage.length + sessionStorage.length === 0 && !document.cookie"));
    browser.reload();

    browser.find("token-field");
  }

  private void signIn(String page, String subject, String... roles) {
    visit(page, account);
    browser.type("token-field", ISSUER.token("acme", subject, roles));
    browser.click("use-token");
  }

  private static RequestSpecification as(String subject, String... roles) {
    return client().header("Authorization", "Bearer " + ISSUER.recentToken("acme", subject, roles));
  }
}
