package dev.passbook.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start page and the console load, keep to their policy and are accessible. */
class PagesIT extends VisitedConsole {
  @BeforeAll
  static void start() {
    start(Map.of());
  }

  @Test
  void theConsoleOpens() {
    browser.visit(url.resolve("/console"));

    browser.await("the console", () -> browser.bodyText().contains("Passbook"));
    assertEquals(url.resolve("/console/").toString(), browser.address().split("#")[0]);
    browser.assertNothingFailed();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void theStartPageShowsTheServicesOwnAddress(String scheme) {
    browser.prefer(scheme);
    visitStartPage();

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
    visitStartPage();

    assertFalse(browser.overflows());
  }

  @Test
  void everyLinkOfTheStartPageWorks() {
    visitStartPage();

    for (String link : browser.visibleLinks()) {
      client().get(link).then().statusCode(200);
    }
  }

  /** The other tests would pass on any page if these checks found nothing. */
  @Test
  void theChecksFindWhatIsWrong() {
    visitStartPage();
    browser.run("document.documentElement.removeAttribute('lang')");
    assertThrows(AssertionError.class, browser::assertAccessible);

    browser.run("document.body.append(document.createElement('script'))");
    browser.run("document.querySelector('body > script').textContent = 'window.ran = true'");
    assertEquals(null, browser.run("return window.ran"));
    assertThrows(AssertionError.class, browser::assertPolicyHeld);
    browser.leave();
  }

  private static void visitStartPage() {
    browser.visit(url);
    browser.await("a link to the console", () -> browser.bodyText().contains("Open the console"));
  }
}
