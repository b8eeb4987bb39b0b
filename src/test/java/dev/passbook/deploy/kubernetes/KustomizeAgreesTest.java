package dev.passbook.deploy.kubernetes;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.StrictYaml;
import dev.passbook.deploy.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the tests' renderer against kubectl, where that is installed. */
class KustomizeAgreesTest {
  static List<Path> folders() {
    return RenderedFolders.all();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void kubectlRendersTheSame(Path folder) throws IOException, InterruptedException {
    assumeTrue(
        Tool.isInstalled("kubectl", "version", "--client"),
        "no kubectl on the path: its rendering is not compared");

    Tool.Outcome rendered = Tool.run("kubectl", "kustomize", folder.toString());

    assertEquals(0, rendered.exitValue(), rendered.output());
    Map<String, JsonNode> kubectls = byId(StrictYaml.plain().documents(rendered.output()));
    Map<String, JsonNode> ours = byId(Kustomization.render(folder));
    assertEquals(kubectls.keySet(), ours.keySet());
    kubectls.forEach((id, object) -> assertEquals(object, ours.get(id)));
  }

  private static Map<String, JsonNode> byId(List<? extends JsonNode> objects) {
    return objects.stream()
        .collect(toMap(Kustomization::id, object -> object, (a, b) -> b, TreeMap::new));
  }
}
