package dev.passbook.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The relay's settings in addition to the service's. Their mappings are compiled only into the
 * relay's artefacts, so this class reads their source text.
 */
public final class RelaySettings {
  /** Each mapping with the prefix of its variables. */
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "src/relay-wiring/java/dev/passbook/streaming/relay/RelayConfig.java", "PASSBOOK_RELAY_",
          "src/leases/java/dev/passbook/streaming/leases/LeasesConfig.java",
              "PASSBOOK_RELAY_LEASES_");

  private static final Pattern MEMBER =
      Pattern.compile("(?:@WithDefault\\(\"([^\"]*)\"\\)\\s+)?[\\w<>]+ (\\w+)\\(\\);");

  private RelaySettings() {}

  /** Returns the relay's own variables with their defaults ("" for none). */
  public static Map<String, String> own() {
    Map<String, String> variables = new TreeMap<>();
    MAPPINGS.forEach(
        (mapping, prefix) ->
            MEMBER
                .matcher(source(mapping))
                .results()
                .forEach(
                    member ->
                        variables.put(
                            prefix + variable(member.group(2)),
                            member.group(1) == null ? "" : member.group(1))));
    return variables;
  }

  /** Returns the relay's own variables and those that it shares with the service. */
  public static Map<String, String> all() {
    Map<String, String> variables = ServiceSettings.variables();
    variables.putAll(own());
    return variables;
  }

  private static String variable(String member) {
    return member.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  private static String source(String mapping) {
    try {
      return Files.readString(Path.of(mapping));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
