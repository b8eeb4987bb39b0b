package dev.passbook.console.browser;

import static io.restassured.RestAssured.given;

import dev.passbook.packaging.PackagedService;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Starts one packaged service with a console and one browser for the tests of a class. */
abstract class VisitedConsole {
  private static PackagedService service;
  static URI url;
  static Browser browser;

  /** Opens the browser first, so that no service starts where there is none. */
  static void start(Map<String, String> settings) {
    browser = Browser.open();
    Map<String, String> all = new HashMap<>(settings);
    all.put("PASSBOOK_CONSOLE", "true");
    service = PackagedService.start(all);
    url = service.url();
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
      service = null;
    }
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  @BeforeEach
  void begin() {
    browser.leave();
    browser.prefer("light");
    browser.enlarge();
  }

  /** No page may break its policy, whatever it shows. */
  @AfterEach
  void policyHolds() {
    browser.assertPolicyHeld();
  }

  /** Opens a page of the console, such as {@code accounts} with an account's id. */
  static void visit(String page, String account) {
    browser.visit(url.resolve("/console/#/" + page + "/" + account));
  }

  /** Returns a request of another client than the browser. */
  static RequestSpecification client() {
    return given().baseUri(url.toString()).noContentType();
  }

  static void credit(RequestSpecification client, String account, String amount) {
    client
        .contentType("application/json")
        .body("{\"amount\": " + amount + "}")
        .post("/accounts/" + account + "/credits")
        .then()
        .statusCode(201);
  }
}
