package dev.passbook.deploy.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.passbook.deploy.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks every template with cfn-lint, where that is installed. */
class CfnLintAgreesTest {
  static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
      return files.filter(CfnLintAgreesTest::isATemplate).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void awsKnowsEveryProperty(Path template) throws IOException, InterruptedException {
    assumeTrue(
        Tool.isInstalled("cfn-lint", "--version"),
        "no cfn-lint on the path: properties are not checked");

    Tool.Outcome findings =
        Tool.run("cfn-lint", "--regions", "eu-west-1", "--", template.toString());

    assertEquals("", findings.output());
    assertEquals(0, findings.exitValue());
  }

  private static boolean isATemplate(Path file) {
    try {
      return file.toString().endsWith(".yaml")
          && Files.readString(file).contains("AWSTemplateFormatVersion");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
