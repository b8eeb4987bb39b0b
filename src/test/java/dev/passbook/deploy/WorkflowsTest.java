package dev.passbook.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that the workflows only run what this repository has, pin the actions that they use and
 * have minimal rights.
 */
class WorkflowsTest {
  private static final Path FOLDER = Path.of(".github", "workflows");
  private static final Pattern PINNED =
      Pattern.compile("[a-z-]+(?:/[a-z-]+)+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
  private static final Pattern USES = Pattern.compile("uses: (.*)");
  private static final Pattern PROFILE = Pattern.compile(" -P(\\S+)");
  private static final Pattern SWITCH = Pattern.compile(" -D(\\S+)");
  private static final Pattern FILE = Pattern.compile("(?:deploy|src)/[\\w./-]+");

  static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void actionsArePinnedByCommitAndNameTheirVersion(Path workflow) throws IOException {
    List<String> uses = found(USES, Files.readString(workflow)).map(hit -> hit.group(1)).toList();

    assertFalse(uses.isEmpty());
    for (String action : uses) {
      boolean ours = action.startsWith("./") && Files.exists(Path.of(action));
      assertTrue(ours || PINNED.matcher(action).matches(), action);
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void rightsAreReadOnlyExceptInReleaseJobs(Path workflow) {
    JsonNode tree = StrictYaml.plain().document(workflow);

    assertEquals("{\"contents\":\"read\"}", tree.path("permissions").toString());
    for (JsonNode job : tree.path("jobs")) {
      assertTrue(job.has("permissions"), job::toString);
      assertTrue(job.has("uses") || job.path("timeout-minutes").asInt() > 0, job::toString);
      boolean writes = job.path("permissions").toString().contains("write");
      assertTrue(!writes || workflow.endsWith("release.yml"), job::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void noStepKeepsATokenOrRunsUntrustedText(Path workflow) {
    for (JsonNode step : steps(workflow)) {
      if (step.path("uses").asText().startsWith("actions/checkout@")) {
        assertEquals("false", step.at("/with/persist-credentials").asText("missing"));
      }
      String run = step.path("run").asText();
      assertFalse(
          Pattern.compile("\\$\\{\\{ (?!matrix\\.)").matcher(run).find(),
          () -> "an expression becomes part of a script: " + run);
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void mavenProfilesAndPropertiesAreInThePom(Path workflow) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    Set<String> unknown = new TreeSet<>();
    for (JsonNode step : steps(workflow)) {
      String run = step.path("run").asText();
      if (run.startsWith("./mvnw")) {
        found(PROFILE, run)
            .map(hit -> hit.group(1))
            .filter(profile -> !pom.contains("<id>" + profile + "</id>"))
            .forEach(unknown::add);
        found(SWITCH, run)
            .map(hit -> hit.group(1).replaceFirst("=.*", ""))
            .filter(name -> !isKnown(name, pom))
            .forEach(unknown::add);
      }
    }

    assertEquals(Set.of(), unknown);
  }

  private static boolean isKnown(String name, String pom) {
    return name.startsWith("quarkus.")
        || Set.of("skipTests", "spotless.check.skip").contains(name)
        || pom.contains("<name>" + name + "</name>")
        || pom.contains("<" + name + ">");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void filesThatStepsNameExist(Path workflow) {
    for (JsonNode step : steps(workflow)) {
      found(FILE, step.path("run").asText())
          .map(hit -> Path.of(hit.group()))
          .forEach(file -> assertTrue(Files.exists(file), file::toString));
    }
  }

  /** A misspelt name of a matrix or a step is no error but an empty text. */
  @ParameterizedTest
  @MethodSource("workflows")
  void expressionsNameExistingThings(Path workflow) throws IOException {
    Pattern expression = Pattern.compile("\\$\\{\\{ (matrix|steps)\\.([\\w-]+)");
    String tree = StrictYaml.plain().document(workflow).toString();

    found(expression, Files.readString(workflow))
        .forEach(
            hit ->
                assertTrue(
                    hit.group(1).equals("matrix")
                        ? tree.contains('"' + hit.group(2) + "\":")
                        : tree.contains("\"id\":\"" + hit.group(2) + '"'),
                    hit::group));
  }

  private static List<JsonNode> steps(Path workflow) {
    return stream(StrictYaml.plain().document(workflow).path("jobs"))
        .flatMap(job -> stream(job.path("steps")))
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return node.properties().isEmpty()
        ? StreamSupport.stream(node.spliterator(), false)
        : node.properties().stream().map(Map.Entry::getValue);
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().collect(Collectors.toList()).stream();
  }
}
