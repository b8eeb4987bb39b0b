package dev.passbook.packaging;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Only a build with {@code -Psbom} has a bill of materials, which must list what ships. */
@EnabledIf("isBuilt")
class SbomIT {
  private static final Path BILL = Path.of("target", "passbook-sbom.json");

  /** Returns whether there is a bill of this build rather than of an earlier one. */
  static boolean isBuilt() throws IOException {
    return Files.exists(BILL)
        && Files.isDirectory(Artefact.FOLDER)
        && changed(BILL).compareTo(changed(Artefact.FOLDER.resolve("quarkus-run.jar"))) >= 0;
  }

  private static FileTime changed(Path file) throws IOException {
    return Files.getLastModifiedTime(file);
  }

  @Test
  void everyShippedJarIsListed() throws IOException {
    Set<String> named = jars();
    Set<String> unnamed = shipped();
    unnamed.removeAll(named);

    assertEquals(Set.of(), unnamed);
  }

  @Test
  void testDependenciesAreNotListed() throws IOException {
    Set<String> named = jars();

    for (String artifact : Set.of("archunit", "duckdb_jdbc", "DynamoDBLocal", "quarkus-junit")) {
      assertFalse(named.stream().anyMatch(jar -> jar.contains(artifact)), artifact);
    }
  }

  @Test
  void eachComponentHasALicenceAndChecksums() throws IOException {
    for (JsonNode component : components()) {
      assertFalse(component.path("purl").asText().isEmpty(), component::toString);
      assertFalse(component.path("hashes").isEmpty(), component::toString);
      assertFalse(component.path("licenses").isEmpty(), component::toString);
    }
  }

  /** Returns the jars in the folder {@code lib}, by Quarkus' names. */
  private static Set<String> jars() throws IOException {
    return StreamSupport.stream(components().spliterator(), false)
        .map(SbomIT::jar)
        .collect(toCollection(TreeSet::new));
  }

  private static String jar(JsonNode component) {
    return String.join(".", component.path("group").asText(), component.path("name").asText())
        + "-"
        + component.path("version").asText();
  }

  private static Set<String> shipped() throws IOException {
    try (Stream<Path> files = Files.walk(Artefact.FOLDER.resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .map(name -> name.replaceFirst("\\.jar$", ""))
          .collect(toCollection(TreeSet::new));
    }
  }

  private static JsonNode components() throws IOException {
    return new JsonMapper().readTree(BILL.toFile()).path("components");
  }
}
