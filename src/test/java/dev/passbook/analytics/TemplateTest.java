package dev.passbook.analytics;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the lake's stack and the SQL as far as possible without AWS. */
class TemplateTest {
  private static final Template LAKE = Template.lake();

  private static final Path SCHEMAS =
      Path.of("src", "main", "resources", "META-INF", "resources", "schemas", "events");

  /** A transfer's other leg is a separate event, so no report uses these members. */
  private static final Set<String> NOT_REPORTED = Set.of("to", "toVersion");

  @ParameterizedTest
  @EnumSource
  void athenaRunsTheSameSql(Report report) {
    var queries =
        Template.reports().propertiesOf("AWS::Athena::NamedQuery").stream()
            .collect(
                toMap(
                    query -> query.get("Name").asText(),
                    query -> query.get("QueryString").asText()));

    assertEquals(Report.values().length, queries.size());
    assertEquals(report.sql(), queries.get(report.title()));
  }

  /** The catalogue has every member of the events' schemas that the reports use. */
  @Test
  void theCatalogueMatchesTheSchemas() throws IOException {
    var columns = LAKE.columns("events", List.of());
    var schemas = SCHEMAS.toFile().listFiles();
    assertEquals(11, schemas.length);
    for (var schema : schemas) {
      new ObjectMapper()
          .readTree(schema)
          .at("/properties/data/properties")
          .fieldNames()
          .forEachRemaining(
              member ->
                  assertTrue(
                      NOT_REPORTED.contains(member)
                          || columns
                              .get("data")
                              .contains("\"" + member.toLowerCase(Locale.ROOT) + "\" "),
                      member));
    }
    for (var column : columns.keySet()) {
      assertTrue(column.equals(column.toLowerCase(Locale.ROOT)), column);
    }
  }

  /** Athena's form of a view is not documented; this one is what Athena itself writes. */
  @Test
  void theCatalogueHasTheViewThatTheReportsRead() throws IOException {
    var view = LAKE.properties("History").get("TableInput");
    var athena =
        new ObjectMapper().readTree(view.at("/ViewOriginalText/Fn::Join/1/1/Fn::Base64").asText());
    var columns = LAKE.columns("history", List.of());

    assertEquals(
        oneLine(Template.historySql().replaceAll("--.*", "")),
        oneLine(athena.get("originalSql").asText()));
    assertEquals("passbook", athena.get("schema").asText());
    assertEquals(columns.size(), athena.get("columns").size());
    for (var column : athena.get("columns")) {
      var hive =
          column.get("type").asText().replace("row(", "struct<").replace("varchar", "string");
      assertEquals(
          columns.get(column.get("name").asText()),
          GlueTypes.inDuckDb(asHive(hive), List.of()),
          column.toString());
    }
    assertEquals(columns.get("data"), LAKE.columns("events", List.of()).get("data"));
  }

  private static String oneLine(String sql) {
    return sql.replaceAll("\\s+", " ").strip();
  }

  /** Turns the parentheses of rows, but not those of decimals, and the spaces before types. */
  private static String asHive(String type) {
    return type.replaceAll("(?<![0-9])\\)|(?<=\\))\\)", ">").replace(' ', ':');
  }

  @Test
  void theLakeIsPrivateAndEncryptedAtRestAndInTransit() {
    var lake = LAKE.properties("Lake");

    lake.get("PublicAccessBlockConfiguration").forEach(blocked -> assertTrue(blocked.asBoolean()));
    assertEquals(4, lake.get("PublicAccessBlockConfiguration").size());
    assertTrue(lake.has("BucketEncryption"));
    assertTrue(lake.at("/LifecycleConfiguration/Rules").size() > 0);
    assertEquals("Retain", LAKE.resources().at("/Lake/DeletionPolicy").asText());
    assertEquals(
        "false",
        LAKE.properties("LakePolicy")
            .at("/PolicyDocument/Statement/0/Condition/Bool/aws:SecureTransport")
            .asText());
  }

  @Test
  void firehoseEndsEveryRecordWithANewlineWhereTheCatalogueLooks() {
    var destination = LAKE.properties("Delivery").get("ExtendedS3DestinationConfiguration");
    var processor = destination.at("/ProcessingConfiguration/Processors/0");

    assertEquals("AppendDelimiterToRecord", processor.get("Type").asText());
    assertEquals("\\n", processor.at("/Parameters/0/ParameterValue").asText());
    assertEquals("events/arrived=!{timestamp:yyyy-MM-dd}/", destination.get("Prefix").asText());
    assertEquals(
        "s3://${Lake}/events/arrived=${!arrived}/",
        LAKE.properties("Events")
            .at("/TableInput/Parameters/storage.location.template/Fn::Sub")
            .asText());
  }

  @Test
  void typesOfTheCatalogueAreTranslatedOrRefused() {
    assertEquals("VARCHAR", GlueTypes.inDuckDb("string", List.of()));
    assertEquals("BIGINT", GlueTypes.inDuckDb("bigint", List.of()));
    assertEquals("BOOLEAN", GlueTypes.inDuckDb("boolean", List.of()));
    assertEquals(
        "STRUCT(\"a\" DECIMAL(19,4), \"bE\" STRUCT(\"c\" VARCHAR[]))",
        GlueTypes.inDuckDb("struct<a:decimal(19,4),be:struct<c:array<string>>>", List.of("bE")));
    for (var wrong : List.of("text", "array<string", "struct<>", "string>")) {
      assertTrue(isRefused(wrong), wrong);
    }
  }

  private static boolean isRefused(String hive) {
    try {
      GlueTypes.inDuckDb(hive, List.of());
      return false;
    } catch (IllegalArgumentException refused) {
      return true;
    }
  }
}
