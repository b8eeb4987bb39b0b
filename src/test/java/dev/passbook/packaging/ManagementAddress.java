package dev.passbook.packaging;

import io.quarkus.arc.Arc;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The management address of the service under test, for health and metrics. */
public final class ManagementAddress {
  /** The log of the package that Quarkus starts for its own integration tests. */
  private static final Path LOG = Path.of("target", "quarkus.log");

  private ManagementAddress() {}

  /**
   * In the tests' own process, the API's port serves management too; a package has a separate port.
   */
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
