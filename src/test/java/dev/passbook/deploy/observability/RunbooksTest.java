package dev.passbook.deploy.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that each alert and each alarm has its runbook, and that each runbook is complete. */
class RunbooksTest {
  private static final Path PAGE = Path.of("src", "docs", "runbooks.md");
  private static final String LINK = "runbook_url";
  private static final Pattern ALARM =
      Pattern.compile("(?m)^  (\\w+):\\R    Type: AWS::CloudWatch::Alarm$");
  private static final List<String> PARTS = List.of("**It means**", "**It is over**");

  @Test
  void eachAlertHasItsSectionAndTheReverse() {
    assertEquals(alerts(), sections("Alerts of Prometheus"));
  }

  @Test
  void eachAlarmHasItsSectionAndTheReverse() throws IOException {
    var alarms = new TreeSet<String>();
    try (var files = Files.walk(Path.of("deploy"))) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .forEach(
              file -> ALARM.matcher(text(file)).results().forEach(a -> alarms.add(a.group(1))));
    }

    assertTrue(alarms.size() > 10, alarms::toString);
    assertEquals(alarms, sections("Alarms of CloudWatch"));
  }

  @Test
  void eachAlertLinksToItsSection() {
    for (var rule : Observability.rules()) {
      if (rule.containsKey("alert")) {
        var link = (String) ((Map<?, ?>) rule.get("annotations")).get(LINK);
        var anchor = Observability.name(rule).toLowerCase(Locale.ROOT);
        assertTrue(link.endsWith("/" + PAGE + "#" + anchor), link);
      }
    }
  }

  @Test
  void eachSectionOfAnAlertOrAlarmSaysEverythingThatIsAskedAtNight() {
    for (var section : text(PAGE).split("(?m)^### ")) {
      var name = section.lines().findFirst().orElse("");
      if (name.startsWith("Passbook") || name.endsWith("Alarm")) {
        PARTS.forEach(part -> assertTrue(section.contains(part), name + " lacks " + part));
        assertTrue(section.contains("**Clients see"), name);
        assertTrue(section.contains("**Look at") || section.contains("look at"), name);
        assertTrue(
            section.matches("(?s).*\\*\\*(Do\\b|Look at, and do|Clients see, look at, and do).*"),
            name);
      }
    }
  }

  private static Set<String> alerts() {
    return Observability.rules().stream()
        .filter(rule -> rule.containsKey("alert"))
        .map(Observability::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> sections(String chapter) {
    var names = new ArrayList<String>();
    var isInChapter = false;
    for (var line : text(PAGE).lines().toList()) {
      if (line.startsWith("## ")) {
        isInChapter = line.equals("## " + chapter);
      } else if (isInChapter && line.startsWith("### ")) {
        names.add(line.substring(4));
      }
    }
    assertEquals(names.size(), Set.copyOf(names).size(), names::toString);
    return new TreeSet<>(names);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
