package dev.passbook.deploy.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.StrictYaml;
import dev.passbook.deploy.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Renders folders with {@code kubectl kustomize}. Without kubectl, it skips the calling test. */
final class Kustomize {
  static final Path FOLDER = Path.of("deploy", "kubernetes");

  private static final Map<Path, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();

  private Kustomize() {}

  /** Returns the objects as they would be applied. */
  static List<JsonNode> render(Path folder) {
    return RENDERED.computeIfAbsent(folder, Kustomize::run);
  }

  private static List<JsonNode> run(Path folder) {
    try {
      assumeTrue(
          Tool.isInstalled("kubectl", "version", "--client"),
          "no kubectl on the path: the overlays are not rendered");
      Tool.Outcome rendered = Tool.run("kubectl", "kustomize", folder.toString());
      if (rendered.exitValue() != 0) {
        throw new AssertionError(folder + ": " + rendered.output());
      }
      return StrictYaml.plain().documents(rendered.output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the identity of an object within one rendering. */
  static String id(JsonNode object) {
    return object.path("kind").asText() + " " + object.at("/metadata/name").asText();
  }

  static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
