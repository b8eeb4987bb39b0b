package dev.passbook.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a state machine with a stand-in for AWS, as far as the daily reports need it: the states one
 * after the other, without waits, with the first retrier and the first catcher of a state.
 */
final class StateMachineRun {
  private final StateMachine machine;
  private final Aws aws;

  /** Answers the calls of task states. */
  interface Aws {
    Object call(String resource, Map<?, ?> arguments) throws Failed;
  }

  /** A state failed. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String cause) {
      super(cause);
    }
  }

  /** Where a state leads, and with what. */
  private record Step(String next, Object output) {}

  StateMachineRun(StateMachine machine, Aws aws) {
    this.machine = machine;
    this.aws = aws;
  }

  /** Returns the output of the last state. */
  Object run(Map<String, ?> input) throws Failed {
    return run(machine.definition(), input, Map.of());
  }

  private Object run(JsonNode part, Object input, Map<String, Object> outer) throws Failed {
    var variables = new HashMap<>(outer);
    var step = new Step(part.get("StartAt").asText(), input);
    while (step.next() != null) {
      step = handled(part.get("States").get(step.next()), step.output(), variables);
    }
    return step.output();
  }

  private Step handled(JsonNode state, Object input, Map<String, Object> variables) throws Failed {
    var retries = state.at("/Retry/0/MaxAttempts").asInt();
    for (int attempt = 0; ; attempt++) {
      try {
        return step(state, input, variables);
      } catch (Failed failure) {
        if (attempt < retries) {
          continue;
        }
        if (!state.has("Catch")) {
          throw failure;
        }
        var error = Map.of("Error", "Failed", "Cause", failure.getMessage());
        return left(
            state.at("/Catch/0"), input, Map.of("input", input, "errorOutput", error), variables);
      }
    }
  }

  private Step step(JsonNode state, Object input, Map<String, Object> variables) throws Failed {
    var states = new HashMap<String, Object>();
    states.put("input", input);
    states.put("context", Map.of("Execution", Map.of("Name", "run-1")));
    switch (state.get("Type").asText()) {
      case "Choice" -> {
        for (var choice : state.get("Choices")) {
          if (Boolean.TRUE.equals(machine.evaluate(choice.get("Condition"), states, variables))) {
            return left(choice, input, states, variables);
          }
        }
        return new Step(state.get("Default").asText(), input);
      }
      case "Fail" ->
          throw new Failed(machine.evaluate(state.get("Cause"), states, variables).toString());
      case "Pass", "Wait", "Succeed" -> {
        return left(state, input, states, variables);
      }
      default -> {
        states.put("result", result(state, input, states, variables));
        return left(state, states.get("result"), states, variables);
      }
    }
  }

  private Object result(
      JsonNode state, Object input, Map<String, ?> states, Map<String, Object> variables)
      throws Failed {
    var results = new ArrayList<Object>();
    switch (state.get("Type").asText()) {
      case "Map" -> {
        for (var item : (List<?>) machine.evaluate(state.get("Items"), states, variables)) {
          results.add(run(state.get("ItemProcessor"), item, variables));
        }
      }
      case "Parallel" -> {
        for (var branch : state.get("Branches")) {
          results.add(run(branch, input, variables));
        }
      }
      default -> {
        var arguments = (Map<?, ?>) machine.evaluate(state.get("Arguments"), states, variables);
        return aws.call(state.get("Resource").asText(), arguments);
      }
    }
    return results;
  }

  /** Assigns variables, and makes the output, after all expressions have seen the old ones. */
  private Step left(
      JsonNode by, Object output, Map<String, ?> states, Map<String, Object> variables) {
    var made = by.has("Output") ? machine.evaluate(by.get("Output"), states, variables) : output;
    if (by.has("Assign")) {
      var assigned = (Map<?, ?>) machine.evaluate(by.get("Assign"), states, variables);
      assigned.forEach((name, value) -> variables.put(name.toString(), value));
    }
    return new Step(by.has("Next") ? by.get("Next").asText() : null, made);
  }
}
