package dev.passbook.deploy.kubernetes;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where kubectl is installed, it is asked whether the renderer of these tests is faithful. */
class KustomizeAgreesTest {
  @TempDir Path scratch;

  static List<Path> folders() {
    return RenderedFolders.all();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void kubectlRendersTheSame(Path folder) throws IOException, InterruptedException {
    assumeTrue(kubectlIsInstalled(), "no kubectl on the path: its rendering is not compared");
    Path output = scratch.resolve("rendered.yaml");

    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    kubectl.waitFor(60, TimeUnit.SECONDS);

    assertEquals(0, kubectl.exitValue(), Files.readString(output));
    Map<String, JsonNode> kubectls = byId(StrictYaml.plain().documents(output));
    Map<String, JsonNode> ours = byId(Kustomization.render(folder));
    assertEquals(kubectls.keySet(), ours.keySet());
    kubectls.forEach((id, object) -> assertEquals(object, ours.get(id)));
  }

  private static Map<String, JsonNode> byId(List<? extends JsonNode> objects) {
    return objects.stream()
        .collect(toMap(Kustomization::id, object -> object, (a, b) -> b, TreeMap::new));
  }

  private static boolean kubectlIsInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("kubectl", "version", "--client")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
