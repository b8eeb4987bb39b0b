package dev.passbook.analytics;

import static com.dashjoin.jsonata.Jsonata.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The state machine of the daily reports, with its expressions in JSONata.
 *
 * @param parameters the values of the stack's parameters
 */
record StateMachine(JsonNode definition, Map<String, String> parameters) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  /** Returns the state machine with the defaults of the stack's parameters. */
  static StateMachine read() {
    var stack = Template.reports();
    var parameters = new HashMap<String, String>();
    stack
        .tree()
        .get("Parameters")
        .properties()
        .forEach(each -> parameters.put(each.getKey(), each.getValue().path("Default").asText()));
    parameters.values().removeIf(String::isEmpty);
    return new StateMachine(stack.properties("DailyReports").get("Definition"), parameters);
  }

  StateMachine with(String parameter, String value) {
    var changed = new HashMap<>(parameters);
    changed.put(parameter, value);
    return new StateMachine(definition, changed);
  }

  /** Returns every state by its name, those of maps and branches included. */
  Map<String, JsonNode> states() {
    var states = new LinkedHashMap<String, JsonNode>();
    machines(
        machine ->
            machine
                .get("States")
                .properties()
                .forEach(each -> states.put(each.getKey(), each.getValue())));
    return states;
  }

  /** Returns what leads nowhere, and the states that nothing leads to. */
  List<String> looseEnds() {
    var loose = new ArrayList<String>();
    machines(
        machine -> {
          var reached = new TreeSet<String>();
          reached.add(machine.get("StartAt").asText());
          for (var state : machine.get("States")) {
            reached.addAll(targets(state));
          }
          var there = new TreeSet<String>();
          machine.get("States").fieldNames().forEachRemaining(there::add);
          reached.stream().filter(name -> !there.contains(name)).forEach(loose::add);
          there.stream().filter(name -> !reached.contains(name)).forEach(loose::add);
        });
    return loose;
  }

  private static List<String> targets(JsonNode state) {
    var targets = new ArrayList<String>();
    for (var holder : List.of(state, state.path("Choices"), state.path("Catch"))) {
      (holder.isArray() ? holder : List.of(holder))
          .forEach(
              each -> {
                if (each.has("Next")) {
                  targets.add(each.get("Next").asText());
                }
              });
    }
    if (state.has("Default")) {
      targets.add(state.get("Default").asText());
    }
    return targets;
  }

  private void machines(Consumer<JsonNode> visitor) {
    visit(definition, visitor);
  }

  private static void visit(JsonNode machine, Consumer<JsonNode> visitor) {
    visitor.accept(machine);
    for (var state : machine.get("States")) {
      if (state.has("ItemProcessor")) {
        visit(state.get("ItemProcessor"), visitor);
      }
      state.path("Branches").forEach(branch -> visit(branch, visitor));
    }
  }

  /**
   * Evaluates every expression in a part of the definition. A reference to a resource, or to a
   * parameter without a default, has its name as its value.
   *
   * @param states what {@code $states} is
   * @param variables the variables that states assigned
   */
  Object evaluate(JsonNode part, Map<String, ?> states, Map<String, ?> variables) {
    if (part.has("Ref")) {
      return value(part.get("Ref").asText());
    }
    if (part.has("Fn::Sub")) {
      return text(substituted(part.get("Fn::Sub").asText()), states, variables);
    }
    if (part.isObject()) {
      var members = new LinkedHashMap<String, Object>();
      part.properties()
          .forEach(
              each -> members.put(each.getKey(), evaluate(each.getValue(), states, variables)));
      return members;
    }
    if (part.isArray()) {
      var items = new ArrayList<Object>();
      part.forEach(item -> items.add(evaluate(item, states, variables)));
      return items;
    }
    return part.isTextual()
        ? text(part.asText(), states, variables)
        : JSON.convertValue(part, Object.class);
  }

  private String value(String name) {
    return parameters.getOrDefault(name, name);
  }

  private String substituted(String text) {
    return VARIABLE.matcher(text).replaceAll(variable -> value(variable.group(1)));
  }

  private static Object text(String text, Map<String, ?> states, Map<String, ?> variables) {
    if (!text.startsWith("{%")) {
      return text;
    }
    var expression = jsonata(text.substring(2, text.length() - 2));
    var frame = expression.createFrame();
    frame.bind("states", states);
    variables.forEach(frame::bind);
    return expression.evaluate(null, frame);
  }
}
