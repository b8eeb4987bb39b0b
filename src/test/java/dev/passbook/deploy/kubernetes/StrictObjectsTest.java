package dev.passbook.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that the readers refuse what they must. */
class StrictObjectsTest {
  private static final String SOUND =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: passbook
        labels:
          a: b
      spec:
        replicas: 2
        template:
          spec:
            enableServiceLinks: false
            containers:
              - name: passbook
                args: [one]
                ports:
                  - containerPort: 8080
                securityContext:
                  capabilities:
                    drop: [ALL]
      """;

  @TempDir Path folder;

  @Test
  void aValidObjectIsRead() {
    assertEquals("passbook", KubernetesObjects.read(yaml(SOUND)).getMetadata().getName());
  }

  @ParameterizedTest
  @CsvSource({
    "'  name: passbook\n  labels', '  nam: passbook\n  labels', nam",
    "replicas: 2, replica: 2, replica",
    "replicas: 2, replicas: two, two",
    "replicas: 2, replicas: '\"2\"', String",
    "replicas: 2, replicas: 2.5, 2.5",
    "enableServiceLinks: false, enableServiceLinks: '\"false\"', Boolean",
    "enableServiceLinks: false, enableServiceLink: false, enableServiceLink",
    "a: b, a: 1, Integer",
    "a: b, a: true, Boolean",
    "args: [one], args: [1], Integer",
    "args: [one], arg: [one], arg",
    "containerPort: 8080, containerport: 8080, containerport",
    "drop: [ALL], drops: [ALL], drops",
    "drop: [ALL], drop: ALL, String",
    "replicas: 2, replicas: , null",
    "kind: Deployment, kind: Deploymnt, Deploymnt",
    "apps/v1, apps/v1beta1, apps/v1beta1"
  })
  void aMistakeAtAnyDepthIsRefusedByName(String sound, String wrong, String named) {
    assertTrue(SOUND.contains(sound));
    JsonNode object = yaml(SOUND.replace(sound, wrong));

    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> KubernetesObjects.read(object));

    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "namePrefix: x-, namePrefix",
    "'patches: [{path: missing.yaml}]', missing.yaml",
    "'patches: [{path: elsewhere.yaml}]', patches nothing",
    "'patches: [{path: deletes.yaml}]', '$patch'",
    "'configMapGenerator: [{name: a, behavior: merge, literals: [A=1]}]', behavior"
  })
  void fieldsUnknownToTheRendererAreRefused(String line, String named) throws IOException {
    Files.writeString(folder.resolve("object.yaml"), SOUND);
    Files.writeString(
        folder.resolve("elsewhere.yaml"), "kind: Deployment\nmetadata: {name: other}\n");
    Files.writeString(
        folder.resolve("deletes.yaml"),
        "kind: Deployment\nmetadata: {name: passbook}\n$patch: delete\n");
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        "apiVersion: v1\nkind: Kustomization\nresources: [object.yaml]\n" + line + "\n");

    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> Kustomization.render(folder));

    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }

  private static JsonNode yaml(String text) {
    return StrictYaml.plain().documents(text).get(0);
  }
}
