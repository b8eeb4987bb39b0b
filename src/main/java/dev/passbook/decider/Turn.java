package dev.passbook.decider;

import java.time.Duration;

/**
 * Decides when this instance may next write to a stream that other instances write to as well.
 * Instances know nothing of each other, so each follows these rules on what it sees in the stream.
 *
 * <p>After a commit, an instance rests for about as long as the others' commits took since its last
 * one. If n instances do so, they share about n + 1 turns: each one rests for n - 1 commits, reads,
 * and commits. An instance that comes at the wrong time finds a free turn. If it rests for too
 * long, it sees more commits of others. But their number grows less than its rest does, so all
 * rests approach one length.
 *
 * <p>An instance that lost a race goes on at once, because the winner is resting. It pauses only if
 * it does not know the winner's commit, or if it loses many times in a row. Commands gather in the
 * meantime.
 *
 * @param commit how long a commit takes on the stream, on average
 * @param row how many events others write in one commit, on average; 0 if unknown
 * @param rest how long to leave the stream to others after a commit
 * @param lost how many races in a row were lost since the last commit; more than {@link #MANY_LOST}
 *     after one whose winner is unknown
 * @param quiet how many commits in a row met no other writer
 */
record Turn(Duration commit, double row, Duration rest, int lost, int quiet) {
  /** The longest rest or pause. It must be short compared to a request's time budget. */
  static final Duration LONGEST = Duration.ofMillis(200);

  /** Attempts that fail at once must not keep the processor busy. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** The weight of the newest value in an average is one in this many. */
  private static final int MEMORY = 4;

  /** Commits take unequally long, so rests are a little longer than the others' commits. */
  private static final double ROOM = 1.15;

  /** The part of a commit's time that the read after a rest needs to reach the stream. */
  private static final double ON_ITS_WAY = 0.3;

  private static final int QUIET = 3;

  /** The number of lost races in a row up to which an instance does not pause. */
  private static final int MANY_LOST = 8;

  /** Returns the turn before the first race on a stream. */
  static Turn first(Duration took) {
    return new Turn(within(took), 0, Duration.ZERO, 0, 0);
  }

  /**
   * Returns the turn after a lost race.
   *
   * @param took how long the commit took that lost
   * @param events how many events the winner wrote; 0 if unknown
   */
  Turn lostRace(Duration took, long events) {
    var rows = events == 0 ? row : row == 0 ? events : average(row, events);
    return new Turn(average(took), rows, rest, events == 0 ? MANY_LOST + 1 : lost + 1, 0);
  }

  /**
   * Returns the turn after a commit.
   *
   * @param took how long it took
   * @param events how many events it wrote
   * @param others how many events others wrote since the commit before
   */
  Turn committed(Duration took, long events, long others) {
    var commits = others / Math.max(events, row);
    return new Turn(
        average(took),
        row,
        times(commit, Math.max(0, ROOM * commits - ON_ITS_WAY)),
        0,
        others == 0 && lost == 0 ? quiet + 1 : 0);
  }

  /** Returns whether no other instance seems to write to the stream any more. */
  boolean isOver() {
    return quiet >= QUIET;
  }

  /**
   * Returns how long to wait before the next attempt.
   *
   * @param chance between 0 and 1, so that instances that lost the same race don't meet again
   */
  Duration pause(double chance) {
    return lost == 0
        ? rest
        : lost <= MANY_LOST ? Duration.ZERO : times(commit.plus(SHORTEST), 2 * chance);
  }

  private Duration average(Duration took) {
    return Duration.ofNanos((long) average(commit.toNanos(), within(took).toNanos()));
  }

  private static double average(double before, double newest) {
    return before + (newest - before) / MEMORY;
  }

  private static Duration times(Duration unit, double factor) {
    return within(Duration.ofNanos(Math.round(unit.toNanos() * factor)));
  }

  /** A commit seems to take less than no time if the clock was set back meanwhile. */
  private static Duration within(Duration time) {
    return time.isNegative() ? Duration.ZERO : time.compareTo(LONGEST) < 0 ? time : LONGEST;
  }
}
