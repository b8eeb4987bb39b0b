package dev.passbook.proof.keys;

import static dev.passbook.proof.keys.Scenario.puts;
import static dev.passbook.proof.keys.Scenario.transaction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.keys.Scenario.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Explores the protocol of keyed writes without transactions. Messages may be lost, delayed and
 * doubled, answers may be lost, and attempts may end between any two steps.
 */
class KeyProtocolTest {
  private static final Request FIRST = new Request(0, 0);
  private static final Request OTHER_BODY = new Request(0, 1);
  private static final Request SECOND = new Request(1, 0);

  static List<Scenario> scenarios() {
    return List.of(
        new Scenario(List.of(puts(FIRST), puts(FIRST)), 1, true),
        new Scenario(List.of(puts(FIRST), puts(OTHER_BODY)), 1, true),
        new Scenario(List.of(puts(FIRST), transaction(FIRST)), 1, true),
        new Scenario(List.of(puts(FIRST, SECOND), puts(FIRST)), 1, false));
  }

  /** They take longer than all others together. */
  static List<Scenario> largeScenarios() {
    return List.of(
        new Scenario(List.of(puts(FIRST), puts(FIRST)), 3, true),
        new Scenario(List.of(puts(FIRST), puts(FIRST), puts(OTHER_BODY)), 1, false),
        new Scenario(List.of(puts(FIRST, SECOND), puts(FIRST, SECOND)), 1, false));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyKeyHasOneEffectAndOneAnswer(Scenario scenario) {
    assertNothingIsWrong(scenario);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("largeScenarios")
  void everyKeyHasOneEffectAndOneAnswerInLargeScenarios(Scenario scenario) {
    assertNothingIsWrong(scenario);
  }

  @ParameterizedTest
  @EnumSource
  void everyPlantedBugIsFound(Bug bug) {
    var found =
        scenarios().stream()
            .map(scenario -> new Explorer(scenario, EnumSet.of(bug)).explore().wrong())
            .flatMap(Optional::stream)
            .findFirst();

    assertTrue(found.isPresent());
  }

  @Test
  void aMarkerThatIsTakenOverBlindlyLetsAKeyTakeEffectTwice() {
    var report = new Explorer(scenarios().get(0), EnumSet.of(Bug.RETARGETED_BLINDLY)).explore();

    assertTrue(report.wrong().orElseThrow().endsWith("the key has 2 effects"));
  }

  private static void assertNothingIsWrong(Scenario scenario) {
    var report = new Explorer(scenario, Set.of()).explore();

    assertEquals("", report.wrong().orElse(""));
    assertTrue(report.states() > 1_000, () -> report.states() + " states");
  }
}
