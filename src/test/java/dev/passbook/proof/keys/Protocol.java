package dev.passbook.proof.keys;

import dev.passbook.proof.keys.Progress.Command;
import dev.passbook.proof.keys.Progress.Outcome;
import dev.passbook.proof.keys.Progress.Phase;
import dev.passbook.proof.keys.Scenario.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The steps that attempts, other writers and the network can take in a state. */
final class Protocol {
  /** The condition of a put that replaces a marker whatever its revision. */
  static final int ANY = -1;

  private final Scenario scenario;
  private final Set<Bug> bugs;

  Protocol(Scenario scenario, Set<Bug> bugs) {
    this.scenario = scenario;
    this.bugs = bugs;
  }

  /** A step, described for a counterexample. */
  record Step(String what, State next) {}

  List<Step> steps(State state) {
    var steps = new ArrayList<Step>();
    for (int attempt = 0; attempt < state.attempts().size(); attempt++) {
      steps.addAll(steps(state, attempt));
    }
    if (state.foreignLeft() > 0 && (!scenario.opens() || state.row(1) != null)) {
      steps.add(new Step("another writer puts a row", state.foreignRow()));
    }
    if (scenario.ages() && !state.aged()) {
      steps.add(new Step("so much time passes that nothing can still arrive", state.age()));
    }
    for (var message : state.underWay()) {
      var next = state.arrived(message);
      if (next != state) {
        steps.add(new Step("a delayed message arrives: " + message, next));
      }
    }
    return steps;
  }

  /** Returns the steps of one attempt, those with lost messages last. */
  List<Step> steps(State state, int attempt) {
    var progress = state.attempts().get(attempt);
    if (progress.isOver()) {
      return List.of();
    }
    if (progress.deciding()) {
      return decisions(state, attempt);
    }
    var steps = new ArrayList<Step>();
    for (int command = 0; command < progress.commands().size(); command++) {
      steps.addAll(new CommandSteps(scenario, bugs, state, attempt, command).steps());
    }
    if (steps.isEmpty() && progress.row() != null) {
      steps.addAll(row(state, attempt));
    }
    return steps;
  }

  /**
   * Commands of a batch are accepted together. A command on its own may also be refused, for
   * example because the rest of its batch got first answers.
   */
  private List<Step> decisions(State state, int attempt) {
    var progress = state.attempts().get(attempt);
    var opens = scenario.way(attempt).opens();
    var version = opens ? 1 : state.rows().size() + 1;
    var row = new Row(attempt, undecided(progress), decision(progress, version));
    var commands = new ArrayList<Command>();
    for (int command = 0; command < progress.commands().size(); command++) {
      var before = progress.commands().get(command);
      commands.add(before.isDone() ? before : accepted(attempt, command, version, row));
    }
    var accepted = new Progress(false, version, row, List.copyOf(commands));
    var steps = new ArrayList<Step>();
    steps.add(step(attempt, "accepts for " + version, state.with(attempt, accepted)));
    if (Integer.bitCount(undecided(progress)) == 1) {
      var command = Integer.numberOfTrailingZeros(undecided(progress));
      var refusal = Mark.settled(Answer.refusal(attempt, command));
      var late = hasEffect(state, scenario.request(attempt, command).key());
      var refused = Command.put(Phase.REFUSE, refusal, 0);
      var nothing = Command.at(Phase.ASK).lateness(late);
      if (!opens) {
        steps.add(step(attempt, "refuses", decided(state, attempt, command, refused)));
      }
      steps.add(step(attempt, "finds nothing to do", decided(state, attempt, command, nothing)));
    }
    return steps;
  }

  /** Returns how often the attempt has decided for the version before. */
  private static int decision(Progress progress, int version) {
    return progress.row() != null && progress.version() == version
        ? progress.row().decision() + 1
        : 0;
  }

  static Step step(int attempt, String what, State next) {
    return new Step("attempt " + attempt + " " + what, next);
  }

  private static State decided(State state, int attempt, int command, Command now) {
    var version = state.rows().size() + 1;
    var before = new Progress(false, version, null, state.attempts().get(attempt).commands());
    return state.with(attempt, before.with(command, now));
  }

  private Command accepted(int attempt, int command, int version, Row row) {
    var answer = new Answer(attempt, command, version, row);
    if (scenario.way(attempt).opens()) {
      return Command.put(Phase.OPEN, Mark.settled(answer), 0);
    }
    if (scenario.way(attempt) == Way.TRANSACTION) {
      return Command.put(Phase.TRANSACT, Mark.settled(answer), 0);
    }
    var phase = bugs.contains(Bug.CLAIM_SKIPPED) ? Phase.STANDS : Phase.PUT;
    return Command.put(phase, Mark.pending(version, 1, answer), 0);
  }

  private static int undecided(Progress progress) {
    var bits = 0;
    for (int command = 0; command < progress.commands().size(); command++) {
      bits |= progress.commands().get(command).isDone() ? 0 : 1 << command;
    }
    return bits;
  }

  private boolean hasEffect(State state, int key) {
    return effects(state, key) > 0;
  }

  /**
   * Returns how many effects the key has, in the stream and in those that earlier releases open.
   */
  long effects(State state, int key) {
    var mark = state.marks().get(key);
    var elsewhere = mark != null && mark.isSettled() && isElsewhere(mark.answers().get(0));
    return state.rows().stream().mapToLong(row -> effects(row, key)).sum() + (elsewhere ? 1 : 0);
  }

  /** Returns whether the answer reports a row of a stream that the key does not name. */
  boolean isElsewhere(Answer answer) {
    return scenario.way(answer.attempt()) == Way.EARLIER_OPENING;
  }

  /** Returns how many commands with the key the row carries. */
  long effects(Row row, int key) {
    return IntStream.range(0, Integer.SIZE)
        .filter(command -> row.carries(row.attempt(), command))
        .filter(command -> scenario.request(row.attempt(), command).key() == key)
        .count();
  }

  /** The row is put once all its markers stand. If a key has an answer, the rest goes on alone. */
  private List<Step> row(State state, int attempt) {
    var progress = state.attempts().get(attempt);
    if (carriesUsedKey(progress) && !bugs.contains(Bug.BATCH_WITH_A_USED_KEY)) {
      return List.of(step(attempt, "goes on without used keys", again(state, attempt)));
    }
    var put = new Message.RowPut(progress.version(), progress.row());
    var steps = new ArrayList<Step>();
    steps.add(step(attempt, "puts " + put, delivered(state, attempt, put)));
    steps.add(step(attempt, "puts, without an answer, " + put, state.sent(put)));
    if (mayFindItRefused(state, put)) {
      steps.add(step(attempt, "finds its row refused for now", again(state, attempt)));
    }
    if (bugs.contains(Bug.DECIDED_AGAIN_AFTER_THE_ROW)) {
      steps.add(step(attempt, "decides again", again(state, attempt)));
    }
    return steps;
  }

  /**
   * Returns whether DynamoDB may refuse the row for now, such as during a transaction on the same
   * version. It matters only if no earlier put of it may still arrive. Once is enough, so that the
   * states have an end.
   */
  private boolean mayFindItRefused(State state, Message.RowPut put) {
    return scenario.refuses()
        && put.row().decision() == 0
        && state.holds(put.version())
        && !state.underWay().contains(put);
  }

  private static boolean carriesUsedKey(Progress progress) {
    return IntStream.range(0, progress.commands().size())
        .filter(command -> progress.row().carries(progress.row().attempt(), command))
        .anyMatch(command -> progress.commands().get(command).isDone());
  }

  static State again(State state, int attempt) {
    return state.with(attempt, state.attempts().get(attempt).again());
  }

  private State delivered(State state, int attempt, Message.RowPut put) {
    var next = state.arrived(put);
    return put.row().equals(next.row(put.version()))
        ? accepted(next, attempt)
        : again(next, attempt);
  }

  private State accepted(State state, int attempt) {
    var progress = state.attempts().get(attempt);
    var next = state;
    for (int command = 0; command < progress.commands().size(); command++) {
      var it = progress.commands().get(command);
      if (!it.isDone()) {
        var answer = new Answer(attempt, command, progress.version(), progress.row());
        next = next.with(attempt, command, Command.done(Outcome.ACCEPTED, answer));
        if (bugs.contains(Bug.CLAIM_SKIPPED)) {
          next = next.sent(markerOf(attempt, command, it));
        }
      }
    }
    return next;
  }

  private Message markerOf(int attempt, int command, Command progress) {
    return new Message.MarkerPut(scenario.request(attempt, command).key(), 0, progress.write());
  }
}
