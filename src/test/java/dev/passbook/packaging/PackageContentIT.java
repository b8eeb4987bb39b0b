package dev.passbook.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

@DisabledIf("dev.passbook.packaging.Artefact#isNative")
class PackageContentIT {
  @Test
  void theEmulatorAndItsLauncherDoNotShip() throws IOException {
    assertEquals(List.of(), shipped().filter(PackageContentIT::isOfTheEmulator).toList());
  }

  @Test
  void theServiceItselfShips() throws IOException {
    assertTrue(shipped().anyMatch("dev/passbook/operations/TableReadiness.class"::equals));
  }

  @Test
  void nettyIsTheOnlyHttpClientThatShips() throws IOException {
    List<String> clients =
        jars()
            .map(jar -> jar.getFileName().toString())
            .filter(PackageContentIT::isAClient)
            .toList();

    assertEquals(1, clients.size(), clients.toString());
    assertTrue(clients.get(0).startsWith("software.amazon.awssdk.netty-nio-client-"));
  }

  /** Each unused library costs start time and megabytes, even more in a native executable. */
  @Test
  void noUnusedLibraryShips() throws IOException {
    Pattern unused =
        Pattern.compile(
            ".*(aws-crt|-crt-|jmx|dynamodb-enhanced|software\\.amazon\\.awssdk\\."
                + "(s3|sso|ssooidc|apache|url-connection)|logback|log4j|hibernate|h2database|"
                + "lambda|joda-time|graalvm|junit|rest-assured|swagger-parser|smallrye-open-api|"
                + "proto-google|protobuf-java-).*");

    assertEquals(
        List.of(),
        jars().map(jar -> jar.getFileName().toString()).filter(unused.asMatchPredicate()).toList());
  }

  /** Unicode data for all locales takes a third of some images. */
  @Test
  void noDataOfOtherLocalesShips() throws IOException {
    assertEquals(
        List.of(),
        shipped()
            .filter(entry -> entry.startsWith("com/ibm/icu/") || entry.startsWith("sun/text/"))
            .toList());
  }

  @Test
  void kinesisShipsOnlyWithTheRelay() throws IOException {
    assertEquals(
        List.of(),
        shipped()
            .filter(each -> each.startsWith("software/amazon/awssdk/services/kinesis"))
            .toList());
  }

  @Test
  void importsAndExportsShipOnlyWithTheRelay() throws IOException {
    assertEquals(
        List.of(), shipped().filter(each -> each.startsWith("dev/passbook/moves")).toList());
  }

  private static boolean isOfTheEmulator(String entry) {
    return entry.startsWith("dev/passbook/localdynamodb")
        || entry.startsWith("software/amazon/dynamodb/services/local")
        || entry.contains("sqlite4java");
  }

  private static boolean isAClient(String jar) {
    return jar.matches(
        "software\\.amazon\\.awssdk\\.(.*-client|apache5?-client.*|.*-nio-client)-\\d.*");
  }

  private static Stream<String> shipped() throws IOException {
    return jars().flatMap(PackageContentIT::entries);
  }

  private static Stream<Path> jars() throws IOException {
    try (Stream<Path> files = Files.walk(Artefact.FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList().stream();
    }
  }

  private static Stream<String> entries(Path jar) {
    try (JarFile opened = new JarFile(jar.toFile())) {
      return opened.stream().map(ZipEntry::getName).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
