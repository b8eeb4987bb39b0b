package dev.passbook.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs an external tool over our files, if it is installed. */
public final class Tool {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

  private Tool() {}

  /** A command's exit value and its output, errors included. */
  public record Outcome(int exitValue, String output) {}

  /** Returns whether the tool is installed, by running the command that prints its version. */
  public static boolean isInstalled(String... version) throws InterruptedException {
    try {
      return run(version).exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  public static Outcome run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("tool-", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command[0] + " did not end:\n" + Files.readString(output));
      }
      return new Outcome(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
