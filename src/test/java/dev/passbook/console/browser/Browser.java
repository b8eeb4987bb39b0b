package dev.passbook.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium that reaches no host but this one. Where none is installed, the tests that
 * open it are left out, and the log says so.
 */
final class Browser implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Browser.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Dimension DESKTOP = new Dimension(1280, 900);
  private static final Dimension PHONE = new Dimension(390, 844);

  /** Selenium warns of each version of Chromium that is newer than itself. */
  private static final java.util.logging.Logger SELENIUM =
      java.util.logging.Logger.getLogger("org.openqa.selenium");

  private static final Optional<Path> CHROMIUM =
      installed("/usr/bin/chromium", "/usr/bin/google-chrome");

  private static final Optional<Path> DRIVER = installed("/usr/bin/chromedriver");

  /** Keeps each violation of a page's content security policy. */
  private static final String WATCH_POLICY =
      "window.violations = [];"
          + "document.addEventListener('securitypolicyviolation', event =>"
          + " window.violations.push(event.violatedDirective + ' ' + event.blockedURI));";

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  private static Optional<Path> installed(String... paths) {
    return Stream.of(paths).map(Path::of).filter(Files::isExecutable).findFirst();
  }

  /** Opens the browser, or leaves the test out where there is none. */
  static Browser open() {
    boolean installed = CHROMIUM.isPresent() && DRIVER.isPresent();
    if (!installed) {
      LOG.warn("No Chromium with its driver is installed: the console's pages are not tested");
    }
    assumeTrue(installed, "no Chromium with its driver is installed");
    SELENIUM.setLevel(Level.SEVERE);
    ChromeDriver driver = new ChromeDriver(service(), options());
    driver.executeCdpCommand(
        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH_POLICY));
    return new Browser(driver);
  }

  /** With the driver's path, Selenium looks for no driver and downloads none. */
  private static ChromeDriverService service() {
    return new ChromeDriverService.Builder()
        .usingDriverExecutable(DRIVER.orElseThrow().toFile())
        .usingAnyFreePort()
        .withSilent(true)
        .build();
  }

  private static ChromeOptions options() {
    LoggingPreferences everything = new LoggingPreferences();
    everything.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.orElseThrow().toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, everything);
    options.addArguments(
        "--headless=new",
        // The tests may run as root, and open only their own pages.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
        "--lang=en-GB",
        "--window-size=" + DESKTOP.getWidth() + "," + DESKTOP.getHeight());
    return options;
  }

  void visit(URI address) {
    driver.get(address.toString());
  }

  /** Leaves the page and forgets what the browser logged about it. */
  void leave() {
    driver.get("about:blank");
    driver.manage().logs().get(LogType.BROWSER);
  }

  void reload() {
    driver.navigate().refresh();
  }

  String title() {
    return driver.getTitle();
  }

  String address() {
    return driver.getCurrentUrl();
  }

  void prefer(String colorScheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
  }

  /** Takes the width of a phone. */
  void shrink() {
    driver.manage().window().setSize(PHONE);
  }

  void enlarge() {
    driver.manage().window().setSize(DESKTOP);
  }

  /** Returns whether the page is wider than the window, so that a visitor must scroll sideways. */
  boolean overflows() {
    return (Boolean)
        driver.executeScript(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  /** Returns the visible element with this {@code data-testid}, once there is one. */
  WebElement find(String testId) {
    return await(
        "an element " + testId,
        () -> all(testId).stream().filter(WebElement::isDisplayed).findFirst().orElse(null));
  }

  /** Returns the elements with this {@code data-testid} that are there now. */
  List<WebElement> all(String testId) {
    return driver.findElements(byTestId(testId));
  }

  static By byTestId(String testId) {
    return By.cssSelector("[data-testid='" + testId + "']");
  }

  void click(String testId) {
    await(
        "a click on " + testId,
        () -> {
          find(testId).click();
          return true;
        });
  }

  /** Replaces the text of a field. */
  void type(String testId, String text) {
    WebElement field = find(testId);
    field.clear();
    field.sendKeys(text);
  }

  String text(String testId) {
    return find(testId).getText();
  }

  void awaitText(String testId, String part) {
    await(
        part + " in " + testId,
        () -> all(testId).stream().anyMatch(each -> each.getText().contains(part)) ? true : null);
  }

  /** Waits until the condition returns neither null nor false. */
  <T> T await(String what, Supplier<T> condition) {
    return new WebDriverWait(driver, PATIENCE)
        .ignoring(StaleElementReferenceException.class)
        .withMessage(() -> what + " on\n" + bodyText())
        .until((Function<Object, T>) ignored -> condition.get());
  }

  List<String> visibleLinks() {
    return driver.findElements(By.tagName("a")).stream()
        .filter(WebElement::isDisplayed)
        .map(link -> link.getAttribute("href"))
        .toList();
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  String bodyText() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /**
   * Fails if the page wrote a warning or an error to the browser's log, such as a response from 400
   * up, or broke its policy.
   */
  void assertNothingFailed() {
    List<String> errors =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(LogEntry::getMessage)
            .toList();

    assertEquals(List.of(), errors);
    assertPolicyHeld();
  }

  /** Fails if the page broke its content security policy. */
  void assertPolicyHeld() {
    assertEquals(List.of(), run("return window.violations || []"));
  }

  /** Fails if axe finds a violation of WCAG 2.1 AA, or of its best practices. */
  void assertAccessible() {
    List<String> violations =
        new AxeBuilder().analyze(driver).getViolations().stream().map(Browser::described).toList();

    assertEquals(List.of(), violations);
  }

  private static String described(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream().map(node -> node.getTarget() + " " + node.getHtml()).toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
