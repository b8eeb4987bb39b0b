package dev.passbook.proof.keys;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The progress of an attempt.
 *
 * @param deciding whether it reads the stream and decides next
 * @param version the version for which it has decided; zero before it decides
 * @param row the row that it has decided to write; null for none
 * @param commands how far each of its commands is
 */
record Progress(boolean deciding, int version, Row row, List<Command> commands) {

  enum Phase {
    UNDECIDED,
    /** Its marker is put next. */
    PUT,
    /** The row for which the marker is pending is read next. */
    LOOK,
    /** Its marker stands, so the row may be put. */
    STANDS,
    /** Row and marker are put next, in a transaction. */
    TRANSACT,
    /** The first row is put next, which keeps the marker. */
    OPEN,
    /** Its refusal is put next. */
    REFUSE,
    REFUSE_LOOK,
    /** It changes nothing and asks whether there is a first answer. */
    ASK,
    ASK_LOOK,
    DONE
  }

  enum Outcome {
    ACCEPTED,
    REPLAYED,
    KEY_REUSED,
    REFUSED,
    /** Such as a missing account: nothing is remembered. */
    NOTHING_DONE
  }

  /**
   * How far a command is.
   *
   * @param write the marker to put next
   * @param expected the revision on whose condition it is put; zero if no marker must stand
   * @param seen the marker whose row is looked at
   * @param late whether the key had an effect when the command was decided
   * @param outcome null before it is done
   * @param answer what the outcome rests on
   */
  record Command(
      Phase phase,
      Mark write,
      int expected,
      Mark seen,
      boolean late,
      Outcome outcome,
      Answer answer) {

    static Command undecided() {
      return at(Phase.UNDECIDED);
    }

    static Command at(Phase phase) {
      return new Command(phase, null, 0, null, false, null, null);
    }

    static Command put(Phase phase, Mark write, int expected) {
      return new Command(phase, write, expected, null, false, null, null);
    }

    static Command done(Outcome outcome, Answer answer) {
      return new Command(Phase.DONE, null, 0, null, false, outcome, answer);
    }

    Command looking(Phase next, Mark at) {
      return new Command(next, write, expected, at, late, null, null);
    }

    Command lateness(boolean isLate) {
      return new Command(phase, write, expected, seen, isLate, outcome, answer);
    }

    boolean isDone() {
      return phase == Phase.DONE;
    }
  }

  static Progress start(int commands) {
    return new Progress(true, 0, null, Collections.nCopies(commands, Command.undecided()));
  }

  boolean isStarted() {
    return version > 0;
  }

  boolean isOver() {
    return commands.stream().allMatch(Command::isDone);
  }

  Progress with(int command, Command now) {
    var all = new ArrayList<>(commands);
    all.set(command, now);
    return new Progress(deciding, version, row, List.copyOf(all));
  }

  /** Returns the attempt when all commands without an answer are decided anew. */
  Progress again() {
    var all = commands.stream().map(it -> it.isDone() ? it : Command.undecided()).toList();
    return new Progress(true, version, row, all);
  }

  /** Returns the attempt when its time is up. Commands without an answer never get one. */
  Progress ended() {
    return new Progress(false, version, null, List.of());
  }
}
