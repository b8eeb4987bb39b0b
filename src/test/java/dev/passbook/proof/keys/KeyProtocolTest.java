package dev.passbook.proof.keys;

import static dev.passbook.proof.keys.Scenario.earlierOpening;
import static dev.passbook.proof.keys.Scenario.openingPut;
import static dev.passbook.proof.keys.Scenario.openingTransaction;
import static dev.passbook.proof.keys.Scenario.puts;
import static dev.passbook.proof.keys.Scenario.transaction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.keys.Scenario.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
        new Scenario(List.of(puts(FIRST), puts(FIRST)), 3, true, false),
        new Scenario(List.of(puts(FIRST), puts(FIRST), puts(OTHER_BODY)), 1, false, false),
        new Scenario(List.of(puts(FIRST, SECOND), puts(FIRST, SECOND)), 1, false, false));
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

  static List<Scenario> openings() {
    return List.of(
        new Scenario(List.of(openingPut(FIRST), openingPut(FIRST)), 1, true),
        new Scenario(List.of(openingPut(FIRST), openingPut(OTHER_BODY)), 1, true),
        new Scenario(List.of(openingPut(FIRST), openingTransaction(FIRST)), 1, true),
        new Scenario(List.of(openingPut(FIRST), openingTransaction(OTHER_BODY)), 1, true),
        new Scenario(List.of(openingTransaction(FIRST), earlierOpening(FIRST)), 1, true),
        new Scenario(
            List.of(
                openingTransaction(FIRST), earlierOpening(OTHER_BODY), openingTransaction(FIRST)),
            1,
            true),
        new Scenario(
            List.of(openingPut(FIRST), openingTransaction(FIRST), openingPut(OTHER_BODY)),
            1,
            true));
  }

  @ParameterizedTest
  @MethodSource("openings")
  void aKeyThatNamesAStreamHasOneEffectAndOneAnswer(Scenario scenario) {
    var report = new Explorer(scenario, Set.of()).explore();

    assertEquals("", report.wrong().orElse(""));
    assertTrue(report.states() > 100, () -> report.states() + " states");
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_FINGERPRINT", "ANY_ROW_IS_OURS", "ROW_IGNORED"})
  void everyBugPlantedInAnOpeningIsFound(Bug bug) {
    assertTrue(isFound(bug, openings()));
  }

  /** So an operator sets puts only when no marker of such a release exists any more. */
  @Test
  void aPutBesideAnEarlierReleaseOpensTwice() {
    var scenario = new Scenario(List.of(earlierOpening(FIRST), openingPut(FIRST)), 0, false);

    var report = new Explorer(scenario, Set.of()).explore();

    assertTrue(report.wrong().orElseThrow().endsWith("the key has 2 effects"));
  }

  @ParameterizedTest
  @EnumSource
  void everyPlantedBugIsFound(Bug bug) {
    assertTrue(isFound(bug, Stream.concat(scenarios().stream(), openings().stream()).toList()));
  }

  private static boolean isFound(Bug bug, List<Scenario> scenarios) {
    var found =
        scenarios.stream()
            .map(scenario -> new Explorer(scenario, EnumSet.of(bug)).explore().wrong())
            .flatMap(Optional::stream)
            .findFirst();
    return found.isPresent();
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
