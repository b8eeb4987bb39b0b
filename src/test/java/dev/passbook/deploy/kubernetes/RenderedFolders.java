package dev.passbook.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folders that an operator can apply: every overlay, and production with all components. */
final class RenderedFolders {
  static final Path DEV = Kustomization.FOLDER.resolve("overlays/dev");
  static final Path PRODUCTION = Kustomization.FOLDER.resolve("overlays/production");

  private RenderedFolders() {}

  static List<Path> all() {
    return Stream.concat(
            foldersIn(Kustomization.FOLDER.resolve("overlays")), Stream.of(withAllComponents()))
        .toList();
  }

  static List<HasMetadata> objects(Path folder) {
    return KubernetesObjects.read(Kustomization.render(folder));
  }

  /** A component can't be rendered alone, so this overlay includes all of them. */
  static Path withAllComponents() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "production-with-all-components"));
      StringBuilder overlay = new StringBuilder("resources:\n  - ");
      overlay.append(folder.relativize(PRODUCTION)).append("\ncomponents:\n");
      foldersIn(Kustomization.FOLDER.resolve("components"))
          .forEach(one -> overlay.append("  - ").append(folder.relativize(one)).append('\n'));
      overlay.append("namespace: passbook\n");
      Files.writeString(folder.resolve("kustomization.yaml"), overlay);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> foldersIn(Path parent) {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
