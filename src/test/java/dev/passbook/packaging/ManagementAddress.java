package dev.passbook.packaging;

import io.quarkus.arc.Arc;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the service under test tells of its health and its figures. */
public final class ManagementAddress {
  /** Where Quarkus has the package log that its own integration tests start. */
  private static final Path LOG = Path.of("target", "quarkus.log");

  private ManagementAddress() {}

  /** In a test's own process the API's port answers as well; a package has another port for it. */
  public static String url() {
    return Arc.container() != null
        ? "http://localhost:" + RestAssured.port
        : PackagedService.management(log()).toString();
  }

  private static String log() {
    try {
      return Files.readString(LOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
