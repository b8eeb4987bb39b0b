package dev.passbook.packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The build's artefact: the native executable if there is one, else the jar. */
public final class Artefact {
  public static final Path FOLDER = Path.of("target", "quarkus-app");

  public static final Path JAR = FOLDER.resolve("quarkus-run.jar");

  private Artefact() {}

  /** Returns the command that starts it; JVM options apply to the jar only. */
  public static List<String> command(String... javaOptions) {
    if (isNative()) {
      return List.of(executable().toAbsolutePath().toString());
    }
    return command(JAR, javaOptions);
  }

  /** Returns the command that starts a jar, of this build or of another. */
  public static List<String> command(Path jar, String... javaOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(javaOptions));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /**
   * Returns whether the failsafe plugin names an executable, which only a native build does.
   * Quarkus' own tests look at the same property.
   */
  public static boolean isNative() {
    return Files.isRegularFile(executable());
  }

  /** Returns the folder in which a container starts it. */
  public static Path folder() {
    return isNative() ? executable().getParent() : FOLDER;
  }

  private static Path executable() {
    return Path.of(System.getProperty("native.image.path", ""));
  }
}
