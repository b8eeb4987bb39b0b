package dev.passbook.analytics;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the stack as far as possible without AWS. */
class TemplateTest {
  private static final Template TEMPLATE = Template.read();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  private static final Path SCHEMAS =
      Path.of("src", "main", "resources", "META-INF", "resources", "schemas", "events");

  /** A transfer's other leg is a separate event, so no report uses these members. */
  private static final Set<String> NOT_REPORTED = Set.of("to", "toVersion");

  /** The attributes of the resources that are referenced here. */
  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.of(
          "AWS::S3::Bucket", Set.of("Arn"),
          "AWS::IAM::Role", Set.of("Arn"),
          "AWS::Logs::LogGroup", Set.of("Arn"));

  @Test
  void everyReferenceLeadsSomewhereAndEveryParameterIsUsed() {
    var used = new TreeSet<String>();
    var loose = new ArrayList<String>();
    references(
        TEMPLATE.tree(),
        (name, attribute) -> {
          used.add(name);
          if (!isThere(name, attribute)) {
            loose.add(name + "." + attribute);
          }
        });

    assertEquals(List.of(), loose);
    TEMPLATE
        .tree()
        .get("Parameters")
        .fieldNames()
        .forEachRemaining(n -> assertTrue(used.contains(n), n));
  }

  private static boolean isThere(String name, String attribute) {
    var resource = TEMPLATE.resources().path(name);
    if (!attribute.isEmpty()) {
      return ATTRIBUTES.getOrDefault(resource.path("Type").asText(), Set.of()).contains(attribute);
    }
    return !resource.isMissingNode()
        || TEMPLATE.tree().path("Parameters").has(name)
        || name.equals("AWS::AccountId");
  }

  private static void references(JsonNode node, BiConsumer<String, String> visitor) {
    if (node.has("Ref")) {
      visitor.accept(node.get("Ref").asText(), "");
    }
    if (node.has("Fn::GetAtt")) {
      visitor.accept(node.at("/Fn::GetAtt/0").asText(), node.at("/Fn::GetAtt/1").asText());
    }
    VARIABLE
        .matcher(node.path("Fn::Sub").asText())
        .results()
        .map(variable -> variable.group(1).split("\\.", 2))
        .forEach(parts -> visitor.accept(parts[0], parts.length == 1 ? "" : parts[1]));
    node.forEach(child -> references(child, visitor));
  }

  @ParameterizedTest
  @EnumSource
  void athenaRunsTheSameSql(Report report) {
    var queries =
        TEMPLATE.propertiesOf("AWS::Athena::NamedQuery").stream()
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
    var columns = TEMPLATE.columns("events", List.of());
    var schemas = SCHEMAS.toFile().listFiles();
    assertEquals(10, schemas.length);
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

  @Test
  void theLakeIsPrivateAndEncryptedAtRestAndInTransit() {
    var lake = TEMPLATE.properties("Lake");

    lake.get("PublicAccessBlockConfiguration").forEach(blocked -> assertTrue(blocked.asBoolean()));
    assertEquals(4, lake.get("PublicAccessBlockConfiguration").size());
    assertTrue(lake.has("BucketEncryption"));
    assertTrue(lake.at("/LifecycleConfiguration/Rules").size() > 0);
    assertEquals("Retain", TEMPLATE.resources().at("/Lake/DeletionPolicy").asText());
    assertEquals(
        "false",
        TEMPLATE
            .properties("LakePolicy")
            .at("/PolicyDocument/Statement/0/Condition/Bool/aws:SecureTransport")
            .asText());
  }

  @Test
  void firehoseEndsEveryRecordWithANewlineWhereTheCatalogueLooks() {
    var destination = TEMPLATE.properties("Delivery").get("ExtendedS3DestinationConfiguration");
    var processor = destination.at("/ProcessingConfiguration/Processors/0");

    assertEquals("AppendDelimiterToRecord", processor.get("Type").asText());
    assertEquals("\\n", processor.at("/Parameters/0/ParameterValue").asText());
    assertEquals("events/arrived=!{timestamp:yyyy-MM-dd}/", destination.get("Prefix").asText());
    assertEquals(
        "s3://${Lake}/events/arrived=${!arrived}/",
        TEMPLATE
            .properties("Events")
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
