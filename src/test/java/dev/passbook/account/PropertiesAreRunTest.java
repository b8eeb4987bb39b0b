package dev.passbook.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.stream.Stream;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Without the jqwik engine the build runs no properties and still passes. */
class PropertiesAreRunTest {

  @ParameterizedTest
  @ValueSource(classes = {AccountProperties.class, ConservationProperties.class})
  void everyPropertyIsFoundByTheEngine(Class<?> properties) {
    var written =
        Stream.of(properties.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Property.class))
            .count();

    assertEquals(written, run(properties).getTestsSucceededCount());
  }

  @Test
  void aPropertyThatDoesNotHoldFails() {
    var run = run(Planted.class);

    assertEquals(1, run.getTestsFoundCount());
    assertEquals(1, run.getTestsFailedCount());
  }

  /** Its name does not match the build's pattern, so only this test runs it. */
  static class Planted {
    @Property(afterFailure = AfterFailureMode.RANDOM_SEED)
    boolean everyNumberIsSmall(@ForAll int number) {
      return number < 1_000;
    }
  }

  private static TestExecutionSummary run(Class<?> properties) {
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request().selectors(selectClass(properties)).build(), summary);
    return summary.getSummary();
  }
}
