package dev.passbook.console.browser;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.packaging.PackagedService;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start page and the console load, keep to their policy and are accessible. */
class PagesIT {
  private static PackagedService service;
  private static URI url;
  private Browser browser;

  @BeforeAll
  static void start() {
    service = PackagedService.start(Map.of("PASSBOOK_CONSOLE", "true"));
    url = service.url();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void open() {
    browser = Browser.open();
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void theConsoleOpens() {
    browser.visit(url.resolve("/console"));

    browser.await("a heading", () -> browser.bodyText().contains("Passbook"));
    assertEquals(url.resolve("/console/").toString(), browser.address().split("#")[0]);
    browser.assertNothingFailed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void theStartPageShowsTheServicesOwnAddress(String scheme) {
    browser.prefer(scheme);
    browser.visit(url);

    browser.await("a link to the console", () -> browser.bodyText().contains("Open the console"));
    assertTrue(browser.bodyText().contains("passbook=" + url), browser::bodyText);
    // These links would lead nowhere on the API's port of a packaged service.
    assertFalse(browser.bodyText().contains("Swagger"), browser::bodyText);
    assertFalse(browser.bodyText().contains("Prometheus"), browser::bodyText);
    browser.assertNothingFailed();
    browser.assertAccessible();
  }

  @Test
  void theStartPageFitsAPhone() {
    browser.shrink();
    browser.visit(url);

    browser.await("a link to the console", () -> browser.bodyText().contains("Open the console"));
    assertFalse(browser.overflows());
  }

  @Test
  void everyLinkOfTheStartPageWorks() {
    browser.visit(url);
    browser.await("a link to the console", () -> browser.bodyText().contains("Open the console"));

    for (String link : browser.visibleLinks()) {
      assertEquals(200, given().get(link).statusCode(), link);
    }
  }
}
