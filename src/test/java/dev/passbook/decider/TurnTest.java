package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnTest {
  private static final Duration COMMIT = Duration.ofMillis(8);

  private static Turn contended() {
    return Turn.first(COMMIT).lostRace(COMMIT, 10);
  }

  private static Duration restAfter(long events, long others) {
    return contended().committed(COMMIT, events, others).pause(0.5);
  }

  private static Duration commits(double count) {
    return Duration.ofNanos(Math.round(COMMIT.toNanos() * count));
  }

  @Test
  void theLoserOfARaceGoesOnAtOnce() {
    assertEquals(Duration.ZERO, contended().pause(0.9));
  }

  @Test
  void aCopyRestsForAboutAsLongAsTheCommitsOfOthersTook() {
    assertEquals(commits(0.85), restAfter(10, 10));
    assertEquals(commits(3.15), restAfter(10, 30));
  }

  @Test
  void aCopyThatWroteMoreThanOthersRestsLess() {
    assertEquals(commits(0.275), restAfter(20, 10));
  }

  @Test
  void aCopyThatWroteLittleStillCountsTheCommitsOfOthers() {
    assertEquals(commits(2), restAfter(1, 20));
  }

  @Test
  void noRestIsLongerThanTheLimit() {
    assertEquals(Turn.LONGEST, restAfter(1, 1_000_000));
  }

  /** Otherwise dozens of commits would pass before copies rest and pause again. */
  @Test
  void aClockThatWasSetBackCountsAsNoTime() {
    var turn = contended().lostRace(Duration.ofHours(-1), 10);

    assertEquals(commits(0.75), turn.commit());
    assertEquals(Duration.ZERO, Turn.first(Duration.ofHours(-1)).commit());
  }

  @Test
  void aCopyThatDoesNotKnowTheWinnersCommitPauses() {
    var turn = Turn.first(COMMIT).lostRace(COMMIT, 0);

    assertEquals(Duration.ofMillis(9), turn.pause(0.5));
    assertEquals(Duration.ZERO, turn.pause(0));
  }

  @Test
  void aCopyThatLosesTimeAndAgainPauses() {
    var turn = contended();
    for (int i = 1; i < 8; i++) {
      turn = turn.lostRace(COMMIT, 10);
      assertEquals(Duration.ZERO, turn.pause(0.5));
    }

    assertEquals(Duration.ofMillis(9), turn.lostRace(COMMIT, 10).pause(0.5));
  }

  @Test
  void threeCommitsThatMeetNoOtherEndTheTurns() {
    var turn = contended().committed(COMMIT, 5, 5);
    for (int i = 0; i < 3; i++) {
      assertFalse(turn.isOver());
      turn = turn.committed(COMMIT, 5, 0);
      assertEquals(Duration.ZERO, turn.pause(0.5));
    }

    assertTrue(turn.isOver());
    assertFalse(turn.lostRace(COMMIT, 1).isOver());
  }

  @Test
  void aCopyThatRestsTooLongApproachesTheOthers() {
    var usual = 2 + 7 * 1.15 - 0.3;
    var cycle = 3 * usual;
    for (int i = 0; i < 30; i++) {
      var others = Math.round(1000 * 7 * cycle / usual);
      cycle = 2 + restAfter(1000, others).toNanos() / (double) COMMIT.toNanos();
    }

    assertEquals(usual, cycle, 0.1);
  }
}
