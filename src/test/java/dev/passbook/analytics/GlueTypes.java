package dev.passbook.analytics;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Translates the catalogue's Hive types to DuckDB's. The catalogue only has lower-case names and
 * its reader ignores case, but DuckDB's reader needs the names as the files spell them.
 */
final class GlueTypes {
  private final String hive;
  private final List<String> written;
  private int at;

  private GlueTypes(String hive, List<String> written) {
    this.hive = hive;
    this.written = written;
  }

  /**
   * @param written names that the files have in mixed case
   */
  static String inDuckDb(String hive, List<String> written) {
    var reader = new GlueTypes(hive, written);
    var type = reader.type();
    if (reader.at != hive.length()) {
      throw new IllegalArgumentException(hive + " goes on after " + type);
    }
    return type;
  }

  private String type() {
    var name = until("<>:,(");
    return switch (name) {
      case "string" -> "VARCHAR";
      case "int" -> "INTEGER";
      case "bigint", "boolean" -> name.toUpperCase(Locale.ROOT);
      case "decimal" -> "DECIMAL" + take(hive.indexOf(')', at) + 1);
      case "array" -> array();
      case "struct" -> struct();
      default -> throw new IllegalArgumentException("no type " + name + " in " + hive);
    };
  }

  private String array() {
    expect('<');
    var of = type();
    expect('>');
    return of + "[]";
  }

  private String struct() {
    var members = new StringJoiner(", ", "STRUCT(", ")");
    expect('<');
    members.add(member());
    while (hive.startsWith(",", at)) {
      at++;
      members.add(member());
    }
    expect('>');
    return members.toString();
  }

  private String member() {
    var name = until("<>:,(");
    expect(':');
    return '"' + asWritten(name, written) + "\" " + type();
  }

  static String asWritten(String name, List<String> written) {
    return written.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
  }

  private String until(String ends) {
    var end = at;
    while (end < hive.length() && ends.indexOf(hive.charAt(end)) < 0) {
      end++;
    }
    return take(end);
  }

  private String take(int end) {
    var taken = hive.substring(at, end);
    at = end;
    return taken;
  }

  private void expect(char next) {
    if (at >= hive.length() || hive.charAt(at) != next) {
      throw new IllegalArgumentException("no " + next + " at " + at + " in " + hive);
    }
    at++;
  }
}
