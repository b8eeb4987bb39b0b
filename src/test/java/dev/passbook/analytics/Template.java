package dev.passbook.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.StrictYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A stack of {@code deploy/analytics} as a tree. */
record Template(JsonNode tree) {
  static final Path FOLDER = Path.of("deploy", "analytics");

  /** Returns the stack with the bucket, what fills it, and the tables of what is in it. */
  static Template lake() {
    return read("template.yaml");
  }

  /** Returns the stack with the reports, and with the schedule that makes them. */
  static Template reports() {
    return read("reports.yaml");
  }

  /** Returns QuickSight's stack. */
  static Template dashboard() {
    return read("dashboard.yaml");
  }

  /** Returns the SQL of the view from which all reports read. */
  static String historySql() {
    try {
      return Files.readString(FOLDER.resolve(Path.of("views", "history.sql")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Template read(String name) {
    return new Template(StrictYaml.plain().document(FOLDER.resolve(name)));
  }

  JsonNode resources() {
    return tree.path("Resources");
  }

  JsonNode properties(String resource) {
    return resources().path(resource).path("Properties");
  }

  List<JsonNode> propertiesOf(String type) {
    return StreamSupport.stream(resources().spliterator(), false)
        .filter(resource -> resource.path("Type").asText().equals(type))
        .map(resource -> resource.path("Properties"))
        .toList();
  }

  /** Returns the columns of a table in the catalogue, in DuckDB's types; see {@link GlueTypes}. */
  Map<String, String> columns(String table, List<String> written) {
    var columns = new LinkedHashMap<String, String>();
    for (var input : propertiesOf("AWS::Glue::Table")) {
      if (input.at("/TableInput/Name").asText().equals(table)) {
        input
            .at("/TableInput/StorageDescriptor/Columns")
            .forEach(
                column ->
                    columns.put(
                        GlueTypes.asWritten(column.get("Name").asText(), written),
                        GlueTypes.inDuckDb(column.get("Type").asText(), written)));
      }
    }
    return columns;
  }
}
