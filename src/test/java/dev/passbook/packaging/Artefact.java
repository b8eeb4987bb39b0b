package dev.passbook.packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build made: a native executable, if it made one, else the jar. */
public final class Artefact {
  public static final Path FOLDER = Path.of("target", "quarkus-app");

  public static final Path JAR = FOLDER.resolve("quarkus-run.jar");

  private Artefact() {}

  /** The command that starts it; options of the Java machine are for the jar alone. */
  public static List<String> command(String... javaOptions) {
    if (isNative()) {
      return List.of(executable().toAbsolutePath().toString());
    }
    return command(JAR, javaOptions);
  }

  /** The command that starts a jar, of this build or of another. */
  public static List<String> command(Path jar, String... javaOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(javaOptions));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /** The failsafe plugin says where the executable is; Quarkus' own tests look there, too. */
  public static boolean isNative() {
    return System.getProperty("native.image.path") != null && Files.isExecutable(executable());
  }

  private static Path executable() {
    return Path.of(System.getProperty("native.image.path"));
  }
}
