package dev.passbook.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.packaging.Artefact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The functions contain nothing of the console: not its classes, pages or libraries. A native
 * function does not show what it contains.
 */
@EnabledIf("isBuilt")
class NoConsoleIT {
  private static final Path FUNCTION = Path.of("target", "function.zip");

  static boolean isBuilt() {
    return Files.exists(FUNCTION) && !Artefact.isNative();
  }

  @Test
  void theFunctionHasNoConsole() throws IOException {
    List<String> entries = new ArrayList<>();
    try (InputStream function = Files.newInputStream(FUNCTION)) {
      list(function, entries);
    }

    assertTrue(entries.stream().anyMatch(entry -> entry.startsWith("dev/passbook/banking/")));
    assertEquals(
        List.of(),
        entries.stream()
            .filter(
                entry ->
                    entry.startsWith("console/")
                        || entry.startsWith("dev/passbook/console/")
                        || entry.contains("selenium"))
            .toList());
  }

  /** Adds the names in a zip, and those in the jars within it. */
  private static void list(InputStream file, List<String> entries) throws IOException {
    ZipInputStream zip = new ZipInputStream(file);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      entries.add(entry.getName());
      if (entry.getName().endsWith(".jar")) {
        list(zip, entries);
      }
    }
  }
}
