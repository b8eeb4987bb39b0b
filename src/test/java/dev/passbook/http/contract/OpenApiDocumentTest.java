package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks the document itself: a parser reads it, and it keeps its promises to client authors. */
class OpenApiDocumentTest {
  private static final String YAML = read();
  private static final ContractDocument DOCUMENT = new ContractDocument(tree());

  @Test
  void theGeneratorsParserReadsItWithoutComplaint() {
    SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(YAML);
    var paths = new TreeSet<String>();
    DOCUMENT.tree().get("paths").fieldNames().forEachRemaining(paths::add);

    assertThat(parsed.getMessages(), empty());
    assertThat(parsed.getOpenAPI().getPaths().keySet(), equalTo(paths));
    assertThat(parsed.getOpenAPI().getSpecVersion().name(), equalTo("V31"));
  }

  @Test
  void everyOperationHasAUniqueIdAndASummary() {
    List<String> ids = DOCUMENT.operations().stream().map(ContractDocument.Operation::id).toList();

    assertThat(
        ids,
        containsInAnyOrder(
            "listAccounts",
            "openAccount",
            "getAccount",
            "credit",
            "withdraw",
            "closeAccount",
            "listHolds",
            "placeHold",
            "getHold",
            "releaseHold",
            "checkIntegrity",
            "setLimits",
            "setRestrictions",
            "setHolder",
            "reverseEvent",
            "reverseTransfer",
            "listRows",
            "listEvents",
            "getEvent",
            "getStatement",
            "transfer",
            "getTransfer",
            "getEventSchema"));
    DOCUMENT
        .operations()
        .forEach(operation -> assertThat(operation.id(), operation.node().has("summary")));
  }

  @Test
  void everyReferenceResolvesAndEveryComponentIsUsed() {
    Set<String> used = new TreeSet<>();
    DOCUMENT.everywhere("$ref").forEach(reference -> used.add(reference.asText()));
    for (JsonNode required : DOCUMENT.tree().get("security")) {
      required
          .fieldNames()
          .forEachRemaining(scheme -> used.add("#/components/securitySchemes/" + scheme));
    }
    Set<String> defined = new TreeSet<>();
    for (Map.Entry<String, JsonNode> kind : DOCUMENT.tree().get("components").properties()) {
      kind.getValue()
          .fieldNames()
          .forEachRemaining(name -> defined.add("#/components/" + kind.getKey() + "/" + name));
    }

    assertThat(used, equalTo(defined));
  }

  @Test
  void everyBodyHasExamplesAndEachIsValid() {
    List<String> flaws = new ArrayList<>();
    int examples = 0;
    for (JsonNode content : DOCUMENT.everywhere("content")) {
      for (JsonNode mediaType : content) {
        assertThat(mediaType.toString(), mediaType.path("examples").size(), greaterThan(0));
        for (JsonNode example : mediaType.get("examples")) {
          examples++;
          String value = DOCUMENT.resolve(example).get("value").toString();
          flaws.addAll(DOCUMENT.flaws("example", mediaType.get("schema"), value));
        }
      }
    }

    assertThat(flaws, empty());
    assertThat(examples, greaterThan(40));
  }

  @Test
  void everyHeaderAndParameterHasAnExample() {
    for (String kind : List.of("headers", "parameters")) {
      for (JsonNode described : DOCUMENT.tree().at("/components/" + kind)) {
        boolean shown =
            described.has("example")
                || described.has("examples")
                || DOCUMENT.resolve(described.get("schema")).has("examples");
        assertThat(described.toString(), shown);
      }
    }
  }

  @Test
  void everyHeadersExampleIsValid() {
    for (JsonNode header : DOCUMENT.tree().at("/components/headers")) {
      String example = header.get("example").toString();
      assertThat(DOCUMENT.flaws("header", header.get("schema"), example), empty());
    }
  }

  @Test
  void requestsAreClosedToUnknownMembers() {
    int bodies = 0;
    for (JsonNode body : DOCUMENT.everywhere("requestBody")) {
      JsonNode schema =
          DOCUMENT.resolve(DOCUMENT.resolve(body).at("/content/application~1json/schema"));
      assertThat(schema.toString(), schema.path("additionalProperties").asText(), equalTo("false"));
      bodies++;
    }

    assertThat(bodies, equalTo(12));
  }

  @Test
  void theDescriptionsCatalogueMatchesTheSchemas() {
    Matcher row =
        Pattern.compile("\\| `([a-z-]+)` \\| (\\d{3}) \\| \\S.* \\|")
            .matcher(DOCUMENT.tree().at("/info/description").asText());
    Map<String, Integer> described = new TreeMap<>();
    while (row.find()) {
      described.put(row.group(1), Integer.valueOf(row.group(2)));
    }

    assertThat(described, equalTo(DOCUMENT.catalogue()));
    assertThat(described.size(), equalTo(28));
  }

  @Test
  void everyProblemOfTheCatalogueIsAResponseOfSomeOperation() {
    Set<String> documented = new TreeSet<>();
    for (JsonNode response : DOCUMENT.tree().at("/components/responses")) {
      response.get("content").findValues("examples").stream()
          .flatMap(examples -> examples.properties().stream())
          .map(example -> DOCUMENT.resolve(example.getValue()).at("/value/type").asText())
          .map(type -> type.replace("urn:passbook:problem:", ""))
          .forEach(documented::add);
    }

    for (String slug : DOCUMENT.catalogue().keySet()) {
      assertThat(documented, hasItem(slug));
    }
  }

  private static JsonNode tree() {
    try {
      return new YAMLMapper().readTree(YAML);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read() {
    try (InputStream in = OpenApiDocumentTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
