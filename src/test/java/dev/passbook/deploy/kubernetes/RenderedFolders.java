package dev.passbook.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders that an operator can apply: every overlay, production with all components, production
 * with the native relay in place of its pods on the JVM, and the example of the guide.
 */
final class RenderedFolders {
  static final Path DEV = Kustomize.FOLDER.resolve("overlays/dev");
  static final Path PRODUCTION = Kustomize.FOLDER.resolve("overlays/production");
  static final Path PRODUCTION_RELAY = Kustomize.FOLDER.resolve("overlays/production-relay");

  private static final String NATIVE_RELAY = "relay-native";
  private static final String YAML = "```yaml\n";

  private RenderedFolders() {}

  static List<Path> all() {
    return Stream.concat(
            foldersIn("overlays").map(Kustomize.FOLDER.resolve("overlays")::resolve),
            Stream.of(withAllComponents(), withNativeRelay(), exampleOfTheGuide()))
        .toList();
  }

  static List<HasMetadata> objects(Path folder) {
    return KubernetesObjects.read(Kustomize.render(folder));
  }

  static Path withAllComponents() {
    return overlay(
        "production-with-all-components",
        foldersIn("components").filter(component -> !component.equals(NATIVE_RELAY)));
  }

  static Path withNativeRelay() {
    return overlay("production-with-native-relay", Stream.of("relay", NATIVE_RELAY));
  }

  /** Returns the overlay that the guide shows, in a folder that lies deeper than the guide's. */
  private static Path exampleOfTheGuide() {
    try {
      String guide = Files.readString(Path.of("deploy", "README.md"));
      int start = guide.indexOf(YAML, guide.indexOf("## On Kubernetes")) + YAML.length();
      String example = guide.substring(start, guide.indexOf("```", start)).indent(-3);
      return written("my-passbook", example.replace("../deploy", "../../deploy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes an overlay as an operator would, since a component can't be rendered alone. */
  private static Path overlay(String name, Stream<String> components) {
    Path folder = Path.of("target", name);
    StringBuilder overlay = new StringBuilder("namespace: passbook\nresources:\n");
    overlay.append("  - ").append(folder.relativize(PRODUCTION)).append("\ncomponents:\n");
    components
        .map(component -> Kustomize.FOLDER.resolve("components").resolve(component))
        .forEach(one -> overlay.append("  - ").append(folder.relativize(one)).append('\n'));
    return written(name, overlay.toString());
  }

  private static Path written(String name, String overlay) {
    try {
      Path folder = Files.createDirectories(Path.of("target", name));
      Files.writeString(folder.resolve("kustomization.yaml"), overlay);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> foldersIn(String parent) {
    try (Stream<Path> folders = Files.list(Kustomize.FOLDER.resolve(parent))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
