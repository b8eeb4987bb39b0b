package dev.passbook.deploy.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where cfn-lint is installed, it holds every template to what AWS says of its resources. */
class CfnLintAgreesTest {
  @TempDir Path scratch;

  static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
      return files.filter(CfnLintAgreesTest::isATemplate).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyPropertyIsOneThatAwsKnows(Path template) throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "no cfn-lint on the path: properties are not checked");
    Path output = scratch.resolve("findings.txt");

    Process linter =
        new ProcessBuilder("cfn-lint", "--regions", "eu-west-1", "--", template.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertTrue(linter.waitFor(120, TimeUnit.SECONDS));
    assertEquals("", Files.readString(output));
    assertEquals(0, linter.exitValue());
  }

  private static boolean isATemplate(Path file) {
    try {
      return file.toString().endsWith(".yaml")
          && Files.readString(file).contains("AWSTemplateFormatVersion");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("cfn-lint", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
