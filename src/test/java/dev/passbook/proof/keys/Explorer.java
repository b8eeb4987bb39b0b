package dev.passbook.proof.keys;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Visits every state that a scenario can reach, the nearest first. */
final class Explorer {
  private final Scenario scenario;
  private final Protocol protocol;
  private final Invariants invariants;
  private final Endings endings;
  private final Map<State, Origin> origins = new HashMap<>();

  /** The state and the step from which a state was reached first. */
  private record Origin(State before, String step) {}

  /**
   * What an exploration found.
   *
   * @param wrong with the shortest way there, one step a line; empty if all is right
   */
  record Report(int states, Optional<String> wrong) {}

  Explorer(Scenario scenario, Set<Bug> bugs) {
    this.scenario = scenario;
    this.protocol = new Protocol(scenario, bugs);
    this.invariants = new Invariants(scenario, protocol);
    this.endings = new Endings(protocol);
  }

  Report explore() {
    var start = State.start(scenario);
    var next = new ArrayDeque<State>();
    next.add(start);
    origins.put(start, new Origin(null, "start"));
    while (!next.isEmpty()) {
      var state = next.remove();
      var wrong = invariants.broken(state).or(() -> endings.missing(state));
      if (wrong.isPresent()) {
        return new Report(origins.size(), wrong.map(what -> wayTo(state) + "\n" + what));
      }
      for (var step : protocol.steps(state)) {
        var reached = step.next().withoutDeadMessages();
        if (origins.putIfAbsent(reached, new Origin(state, step.what())) == null) {
          next.add(reached);
        }
      }
    }
    return new Report(origins.size(), Optional.empty());
  }

  private String wayTo(State state) {
    List<String> steps = new ArrayList<>();
    for (var at = state; at != null; at = origins.get(at).before()) {
      steps.add(origins.get(at).step());
    }
    Collections.reverse(steps);
    return String.join("\n", steps);
  }
}
