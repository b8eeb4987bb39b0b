package dev.passbook.proof.keys;

import dev.passbook.proof.keys.Progress.Command;
import dev.passbook.proof.keys.Progress.Outcome;
import dev.passbook.proof.keys.Progress.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What must hold in every state. */
final class Invariants {
  private final Scenario scenario;
  private final Protocol protocol;

  Invariants(Scenario scenario, Protocol protocol) {
    this.scenario = scenario;
    this.protocol = protocol;
  }

  /** Returns what is wrong, if anything is. */
  Optional<String> broken(State state) {
    for (int key = 0; key < scenario.keys(); key++) {
      var wrong = broken(state, key);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    for (int attempt = 0; attempt < state.attempts().size(); attempt++) {
      var commands = state.attempts().get(attempt).commands();
      for (int command = 0; command < commands.size(); command++) {
        var wrong = broken(state, attempt, command, commands.get(command));
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> broken(State state, int key) {
    var done = done(state, key);
    var answers = new HashSet<Answer>();
    done.forEach(it -> answers.add(it.answer()));
    answers.remove(null);
    var effects = protocol.effects(state, key);
    if (effects > 1) {
      return Optional.of("the key has " + effects + " effects");
    }
    if (answers.size() > 1) {
      return Optional.of("the key has several first answers: " + answers);
    }
    if (answers.stream().anyMatch(answer -> !isTrue(state, answer, effects))) {
      return Optional.of("the answer is not what stands: " + answers);
    }
    return done.stream()
        .filter(it -> it.late() && it.outcome() == Outcome.NOTHING_DONE)
        .findFirst()
        .map(it -> "an attempt did not find the first answer");
  }

  private boolean isTrue(State state, Answer answer, long effects) {
    if (answer.isRefusal()) {
      return effects == 0;
    }
    return protocol.isElsewhere(answer)
        ? state.marks().get(scenario.request(answer).key()).answers().contains(answer)
        : answer.row().equals(state.row(answer.version()));
  }

  /** Returns the commands with the key that have a result, after a check of its fingerprint. */
  private List<Command> done(State state, int key) {
    var done = new ArrayList<Command>();
    for (var attempt : state.attempts()) {
      attempt.commands().stream().filter(Command::isDone).forEach(done::add);
    }
    done.removeIf(it -> it.answer() != null && scenario.request(it.answer()).key() != key);
    return done;
  }

  private Optional<String> broken(State state, int attempt, int command, Command now) {
    if (now.answer() != null) {
      var same = scenario.request(now.answer()).equals(scenario.request(attempt, command));
      return same == (now.outcome() == Outcome.KEY_REUSED)
          ? Optional.of("a request got the answer to another one: " + now)
          : Optional.empty();
    }
    // An attempt that gives up here says that it applied nothing.
    var saysNothing =
        !EnumSet.of(Phase.STANDS, Phase.TRANSACT, Phase.OPEN, Phase.DONE).contains(now.phase())
            || now.outcome() == Outcome.NOTHING_DONE;
    var version = state.rows().size() + 1;
    var mayLand =
        state.underWay().stream()
            .anyMatch(
                it ->
                    it instanceof Message.RowPut put
                        && put.version() == version
                        && put.row().carries(attempt, command));
    var stands = state.rows().stream().anyMatch(row -> row.carries(attempt, command));
    return saysNothing && (mayLand || stands)
        ? Optional.of("attempt " + attempt + " may say that nothing was applied")
        : Optional.empty();
  }
}
