package dev.passbook.console.browser;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** A learner opens an account, moves money, starts a race and travels in time. */
class LearningIT extends VisitedConsole {
  @BeforeAll
  static void start() {
    start(Map.of());
  }

  @Test
  void anAccountIsOpenedAndPaidInto() {
    browser.visit(url.resolve("/console/"));
    browser.click("open-account");
    browser.type("field-owner", "Ada");
    browser.click("send");
    browser.awaitText("shown-version", "1");

    browser.type("field-amount", "60");
    browser.click("send");

    browser.awaitText("status", "201");
    browser.awaitText("calls", "write unit");
    browser.awaitText("balance", "60.00");
    assertTrue(browser.text("curl").contains("/credits"), browser.text("curl"));
    client()
        .get("/accounts/" + shownAccount())
        .then()
        .body("owner", equalTo("Ada"))
        .body("balance", equalTo(60.0f));
    browser.assertNothingFailed();
  }

  @Test
  void aRefusalIsShownAndNothingIsWritten() {
    String account = accountWith(1);
    visit("accounts", account);
    browser.click("action-withdraw");
    browser.type("field-amount", "1000");
    browser.click("send");

    browser.awaitText("status", "422");
    client().get("/accounts/" + account).then().body("version", equalTo(2));
  }

  @Test
  void allClientsOfARaceAreServed() {
    String account = accountWith(0);
    visit("accounts", account);
    browser.click("race");

    browser.awaitText("race-result", "20 of 20");
    int rows = Integer.parseInt(browser.text("race-rows"));
    assertTrue(rows >= 1 && rows <= 20, () -> rows + " rows");
    client()
        .get("/accounts/" + account)
        .then()
        .body("version", equalTo(21))
        .body("balance", equalTo(0.2f));
    browser.assertNothingFailed();
  }

  @Test
  void aRetryUnderTheSameKeyMovesTheMoneyOnce() {
    String account = accountWith(0);
    visit("accounts", account);
    browser.click("replay");

    browser.awaitText("replay-result", "The money moved once.");
    client().get("/accounts/" + account).then().body("version", equalTo(2));
    browser.assertNothingFailed();
  }

  @Test
  void theSliderShowsTheAccountAtEachVersion() {
    visit("accounts", accountWith(12));
    browser.awaitText("balance", "12.00");

    browser.find("slider").sendKeys(Keys.HOME);
    browser.awaitText("balance", "0.00");
    assertEquals("1", browser.text("shown-version"));
    browser.find("slider").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    browser.awaitText("balance", "2.00");
    browser.awaitText("state-balance", "2.00");
    browser.click("newest");
    browser.awaitText("balance", "12.00");
    browser.assertNothingFailed();
  }

  @Test
  void aRowIsShownAsDynamoDbHoldsIt() {
    String account = accountWith(12);
    visit("accounts", account);
    browser.awaitText("snapshot", "after version 10");
    browser.click("raw-row");

    browser.awaitText("item", "account-" + account);
    assertTrue(browser.text("item").contains("\"Version\": {"), browser.text("item"));
    browser.assertNothingFailed();
  }

  @Test
  void whatAnotherClientDoesAppears() {
    String account = accountWith(1);
    visit("accounts", account);
    browser.awaitText("live", "live");
    credit(client(), account, "41");

    browser.awaitText("balance", "42.00");
    browser.awaitText("shown-version", "3");
    browser.assertNothingFailed();
  }

  /** The page shows an owner's name as text, whatever it holds. */
  @Test
  void aNameIsNoMarkup() {
    String name = "<img src=x onerror='document.title=1'>";
    String account =
        client()
            .contentType("application/json")
            .body("{\"owner\": \"" + name + "\"}")
            .post("/accounts")
            .path("id");
    visit("accounts", account);

    browser.await("the name", () -> browser.bodyText().contains(name));
    assertFalse(browser.title().equals("1"));
    browser.assertNothingFailed();
  }

  @Test
  void anUnknownAccountIsExplained() {
    visit("accounts", "0b7e4c1a-6a3f-4f0e-9a55-2f1d6f7e8c90");

    browser.awaitText("failure", "No account has this id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void theViewsAreAccessible(String scheme) {
    String account = accountWith(11);
    browser.prefer(scheme);
    visit("accounts", account);
    browser.awaitText("balance", "11.00");
    browser.awaitText("snapshot", "Balance");
    browser.assertAccessible();
    visit("support", account);
    browser.find("timeline-event");
    browser.assertAccessible();
  }

  @Test
  void theViewsFitAPhone() {
    String account = accountWith(11);
    browser.shrink();
    visit("accounts", account);
    browser.awaitText("balance", "11.00");
    assertFalse(browser.overflows());
    visit("support", account);
    browser.find("timeline-event");
    assertFalse(browser.overflows());
  }

  /** No amount and no name may stay behind in the browser's history. */
  @Test
  void titleAndAddressShowNoAmounts() {
    String account = accountWith(3);
    visit("accounts", account);
    browser.awaitText("balance", "3.00");

    assertEquals(url + "/console/#/accounts/" + account, browser.address());
    assertFalse(browser.title().contains("3.00"), browser.title());
  }

  /** Opens an account with so many credits of 1. */
  private static String accountWith(int credits) {
    String account = client().post("/accounts").path("id");
    for (int i = 0; i < credits; i++) {
      credit(client(), account, "1");
    }
    return account;
  }

  private static String shownAccount() {
    return browser.address().replaceFirst(".*/", "");
  }
}
