package dev.passbook.streaming.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.streaming.Cursor;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Prints a command's result, as text for people or as JSON for programs. */
class Output {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--json", description = "Prints one JSON object instead of text.")
  boolean json;

  @Spec(Target.MIXEE)
  CommandSpec command;

  /**
   * Prints a result.
   *
   * @param members for programs: plain values, maps and lists
   * @param text for people
   */
  void print(Map<String, Object> members, String text) {
    var out = out();
    try {
      out.println(json ? JSON.writeValueAsString(members) : text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values have a JSON form", e);
    }
    out.flush();
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Returns the members of a parked account, without the message of Kinesis. */
  static Map<String, Object> members(Cursor cursor) {
    var parked = cursor.parked().orElseThrow();
    var members = new LinkedHashMap<String, Object>();
    members.put("account", AccountIds.of(cursor.stream()));
    members.put("version", parked.version());
    members.put("since", Timestamp.format(parked.at()));
    members.put("reason", parked.shownReason());
    return members;
  }

  /** Returns an age in a unit that fits it, such as {@code 12 min}. */
  static String age(Instant since, Instant now) {
    var age = Duration.between(since, now);
    if (age.compareTo(Duration.ofMinutes(2)) < 0) {
      return Math.max(0, age.toSeconds()) + " s";
    }
    return age.compareTo(Duration.ofHours(2)) < 0 ? age.toMinutes() + " min" : age.toHours() + " h";
  }
}
