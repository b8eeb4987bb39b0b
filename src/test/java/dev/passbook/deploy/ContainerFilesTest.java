package dev.passbook.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the container files as far as possible without Docker, and the Jib configuration against
 * them.
 */
class ContainerFilesTest {
  private static final Set<String> ALLOWED =
      Set.of("FROM", "WORKDIR", "COPY", "USER", "EXPOSE", "STOPSIGNAL", "ENTRYPOINT", "CMD");

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("deploy", "docker"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("Dockerfile."))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void anImageUsesTheUserAndPortsOfItsDeployment(String name) throws IOException {
    ContainerFile file = ContainerFile.read(name);
    JsonNode deployment =
        StrictYaml.plain()
            .document(Path.of("deploy", "kubernetes", folder(name)).resolve("deployment.yaml"));
    JsonNode pod = deployment.at("/spec/template/spec");
    JsonNode identity = pod.path("securityContext");

    assertEquals(
        identity.path("runAsUser").asInt() + ":" + identity.path("runAsGroup").asInt(),
        file.one("USER"));
    assertEquals(
        String.join(" ", pod.at("/containers/0/ports").findValuesAsText("containerPort")),
        file.one("EXPOSE"));
    assertEquals("SIGTERM", file.one("STOPSIGNAL"));
    assertTrue(file.words("ENTRYPOINT").size() > 0);
  }

  private static String folder(String file) {
    return file.contains("relay") ? "components/relay" : "base";
  }

  @ParameterizedTest
  @MethodSource("files")
  void anImageIsABaseWithFilesAndRunsNoCommands(String name) {
    ContainerFile file = ContainerFile.read(name);

    assertEquals(
        Set.of(),
        file.instructions().stream()
            .map(ContainerFile.Instruction::name)
            .filter(instruction -> !ALLOWED.contains(instruction))
            .collect(Collectors.toSet()));
    assertTrue(file.one("FROM").matches("[a-z0-9./-]+:(?!latest$)[a-z0-9.-]+"));
    List<String> order = file.instructions().stream().map(i -> i.name()).toList();
    assertTrue(order.lastIndexOf("COPY") < order.indexOf("USER"), "files stay root's");
  }

  @ParameterizedTest
  @MethodSource("files")
  void copiedFilesAreInTheBuildContext(String name) throws IOException {
    List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));

    assertTrue(ignored.contains("*"));
    for (String source : ContainerFile.read(name).copied()) {
      assertTrue(
          ignored.stream()
              .anyMatch(line -> line.matches("!.+") && source.startsWith(line.substring(1))),
          source);
    }
  }

  /** Jib builds the same image without a Docker daemon. */
  @ParameterizedTest
  @CsvSource({
    "Dockerfile.jvm, quarkus.jib.base-jvm-image, FROM",
    "Dockerfile.native, quarkus.jib.base-native-image, FROM",
    "Dockerfile.jvm, quarkus.jib.user, USER",
    "Dockerfile.jvm, quarkus.jib.ports, EXPOSE",
    "Dockerfile.jvm, quarkus.jib.working-directory, WORKDIR"
  })
  void jibBuildsTheSameImage(String name, String property, String instruction) throws IOException {
    assertEquals(
        ContainerFile.read(name).one(instruction).replace(" ", ","), pomProperty(property));
  }

  /** Only the stage whose result is one file runs commands and contains the database. */
  @Test
  void theCacheIsRecordedByTheImagesOwnJvmOverItsOwnFiles() {
    ContainerFile jvm = ContainerFile.read("Dockerfile.jvm");
    List<String> fromTraining =
        jvm.all("COPY").stream().filter(copy -> copy.startsWith("--from=")).toList();

    assertEquals("FROM", jvm.training().get(0).name());
    assertEquals("service AS training", jvm.training().get(0).arguments());
    assertEquals(List.of("--from=training /opt/passbook/app.aot ./"), fromTraining);
    assertTrue(jvm.words("ENTRYPOINT").contains("-XX:AOTCache=app.aot"));
  }

  @Test
  void theNativeImagesHaveTheHeapsOfTheirPods() {
    for (String kind : List.of("overlays/production", "components/relay-native")) {
      JsonNode container =
          StrictYaml.plain()
              .document(Path.of("deploy", "kubernetes", kind, "deployment.yaml"))
              .at("/spec/template/spec/containers/0");
      String file = kind.contains("relay") ? "Dockerfile.relay-native" : "Dockerfile.native";
      assertEquals(
          ContainerFile.read(file).words("CMD"), List.of(container.at("/args/0").asText()));
    }
  }

  @Test
  void jibPassesTheSameArguments() throws IOException {
    ContainerFile jvm = ContainerFile.read("Dockerfile.jvm");
    List<String> flags =
        jvm.words("ENTRYPOINT").stream().filter(word -> word.startsWith("-XX")).toList();
    // An image of Jib has no cache.
    List<String> withoutCache =
        flags.stream().filter(flag -> !flag.matches("-XX:(AOTCache=.*|\\+UseSerialGC)")).toList();

    assertEquals(
        String.join(",", withoutCache), pomProperty("quarkus.jib.jvm-additional-arguments"));
    assertEquals(
        String.join(",", ContainerFile.read("Dockerfile.native").words("CMD")),
        pomProperty("quarkus.jib.native-arguments"));
  }

  private static String pomProperty(String name) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    int start = pom.indexOf("<" + name + ">") + name.length() + 2;
    return pom.substring(start, pom.indexOf("</" + name + ">"));
  }
}
