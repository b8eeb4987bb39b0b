package dev.passbook.deploy.observability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The metrics of a PromQL expression, each with its selecting labels, and the labels that sums are
 * grouped by. It reads words, not grammar; promtool checks the grammar.
 *
 * @param where the source of the expression
 */
public record Query(String where, List<Selector> selectors, Set<String> groupings) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|\\[[^\\]]*]"
              + "|[a-zA-Z_:][\\w:]*|\\d[\\w.]*|=~|!~|!=|[<>=]=?|\\S");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");

  private static final Set<String> GROUPINGS =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "offset", "bool", "inf", "nan");

  /** A metric with the matcher of each label. */
  public record Selector(String metric, Map<String, Matcher> labels) {}

  public record Matcher(String operator, String value) {
    boolean matches(String actual) {
      return switch (operator) {
        case "=" -> actual.equals(value);
        case "!=" -> !actual.equals(value);
        case "=~" -> actual.matches(value);
        default -> !actual.matches(value);
      };
    }
  }

  public static Query parse(String where, String expression) {
    return new Reading(where, TOKEN.matcher(expression).results().map(t -> t.group()).toList())
        .query();
  }

  private static final class Reading {
    private final String where;
    private final List<String> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> groupings = new HashSet<>();
    private int at;

    Reading(String where, List<String> tokens) {
      this.where = where;
      this.tokens = tokens;
    }

    Query query() {
      while (at < tokens.size()) {
        var token = tokens.get(at++);
        if (GROUPINGS.contains(token)) {
          grouping();
        } else if (isMetric(token)) {
          selectors.add(new Selector(token, next("{") ? matchers() : Map.of()));
        } else if (token.equals("{")) {
          throw new AssertionError(where + ": a selector without a metric's name");
        }
      }
      return new Query(where, List.copyOf(selectors), Set.copyOf(groupings));
    }

    private boolean isMetric(String token) {
      return NAME.matcher(token).matches() && !WORDS.contains(token) && !isFunction();
    }

    /**
     * Returns whether the name just read is a function, as in {@code rate(…)} or {@code sum by
     * (…)}.
     */
    private boolean isFunction() {
      return next("(") || at < tokens.size() && GROUPINGS.contains(tokens.get(at));
    }

    private boolean next(String token) {
      return at < tokens.size() && tokens.get(at).equals(token);
    }

    private void grouping() {
      for (at++; !next(")"); at++) {
        if (NAME.matcher(tokens.get(at)).matches()) {
          groupings.add(tokens.get(at));
        }
      }
    }

    private Map<String, Matcher> matchers() {
      var labels = new HashMap<String, Matcher>();
      for (at++; !next("}"); at++) {
        if (!next(",")) {
          var quoted = tokens.get(at + 2);
          labels.put(
              tokens.get(at),
              new Matcher(tokens.get(at + 1), quoted.substring(1, quoted.length() - 1)));
          at += 2;
        }
      }
      at++;
      return labels;
    }
  }
}
