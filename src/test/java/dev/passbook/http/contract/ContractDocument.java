package dev.passbook.http.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.DisallowUnknownKeywordFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidatorTypeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Validates responses against the OpenAPI document. */
final class ContractDocument {
  private static final String URI = "urn:passbook:openapi";
  private static final String SCHEMAS = "#/components/schemas/";

  /**
   * The dialect is JSON Schema 2020-12 with OpenAPI's one addition. It refuses unknown keywords.
   */
  private static final JsonMetaSchema DIALECT =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .keyword(ValidatorTypeCode.DISCRIMINATOR)
          .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
          .build();

  private static final Map<String, List<String>> LISTS =
      Map.of(
          "EventPage", List.of("events", "Event"),
          "AccountList", List.of("accounts", "Account"),
          "HoldList", List.of("holds", "Hold"),
          "RowPage", List.of("rows", "Row"));

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
  private static final Set<String> HEADERS_THAT_MEAN_SOMETHING =
      Set.of(
          "Location ETag Link Content-Disposition Retry-After Idempotency-Replayed Passbook-Dry-Run Allow"
              .split(" "));

  /** These words would reveal how the service is built. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "Exception|Throwable|\\bat [\\w.$]+\\(|dev\\.passbook|software\\.amazon|io\\.(quarkus|"
              + "vertx|netty|smallrye)|jakarta|fasterxml|java\\.|DynamoDB|StreamId|account-[0-9a-f]{8}");

  private final JsonNode document;
  private final JsonSchemaFactory schemas;
  private final SchemaValidatorsConfig strict =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

  ContractDocument(JsonNode document) {
    this.document = document;
    ObjectNode alone = JsonNodeFactory.instance.objectNode();
    alone.set("$defs", document.at("/components/schemas"));
    String schemasAlone = alone.toString().replace(SCHEMAS, "#/$defs/");
    this.schemas =
        JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
            .metaSchema(DIALECT)
            .defaultMetaSchemaIri(DIALECT.getIri())
            .schemaLoaders(loaders -> loaders.schemas(Map.of(URI, schemasAlone)))
            .build();
  }

  /** A method on a path in the document. */
  record Operation(String id, JsonNode node) {}

  JsonNode tree() {
    return document;
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .get("paths")
        .forEach(
            path ->
                path.properties().stream()
                    .filter(member -> METHODS.contains(member.getKey()))
                    .map(Map.Entry::getValue)
                    .map(node -> new Operation(node.path("operationId").asText(), node))
                    .forEach(operations::add));
    return operations;
  }

  /** Returns the slug of every problem that has its own schema, with its status. */
  Map<String, Integer> catalogue() {
    Map<String, Integer> statusBySlug = new TreeMap<>();
    for (JsonNode schema : document.at("/components/schemas")) {
      JsonNode own = schema.path("allOf").path(1).path("properties");
      String type = resolve(own.path("type")).path("enum").path(0).asText();
      if (type.startsWith("urn:passbook:problem:")) {
        statusBySlug.put(type.substring("urn:passbook:problem:".length()), statusOf(type));
      }
    }
    return statusBySlug;
  }

  /** Returns the status from the examples, because the schemas do not fix it. */
  private int statusOf(String type) {
    return document.at("/components/examples").findValues("value").stream()
        .filter(value -> value.path("type").asText().equals(type))
        .mapToInt(value -> value.path("status").asInt())
        .findFirst()
        .orElse(0);
  }

  /** GET's description also covers HEAD, as the document says. */
  Optional<Operation> operation(String method, String path) {
    String asked = method.equals("HEAD") ? "get" : method.toLowerCase(java.util.Locale.ROOT);
    return document.get("paths").properties().stream()
        .filter(template -> matches(template.getKey(), path))
        .map(template -> template.getValue().get(asked))
        .filter(node -> node != null)
        .map(node -> new Operation(node.path("operationId").asText(), node))
        .findFirst();
  }

  private static boolean matches(String template, String path) {
    String pattern = template.replaceAll("\\{[^}]+}", "[^/]+");
    return path.matches(pattern);
  }

  void verify(Exchange exchange) {
    if (exchange.path().startsWith("/q/") || exchange.path().equals("/")) {
      return;
    }
    assertTrue(exchange.header("X-Request-Id").isPresent(), () -> "X-Request-Id: " + exchange);
    if (exchange.status() >= 400) {
      verifyProblem(exchange);
    }
    Optional<Operation> operation = operation(exchange.method(), exchange.path());
    if (operation.isPresent()) {
      verifyDocumented(operation.get(), exchange);
    } else {
      verifyProtocolProblem(exchange);
    }
  }

  private void verifyProblem(Exchange exchange) {
    assertEquals("application/problem+json", exchange.mediaType(), exchange::toString);
    if (exchange.method().equals("HEAD")) {
      return;
    }
    JsonNode problem = Json.parse(exchange.text());
    assertEquals(exchange.status(), problem.path("status").asInt(), exchange::toString);
    assertEquals(exchange.path(), problem.path("instance").asText(), exchange::toString);
    String said =
        problem.path("title").asText() + problem.path("detail") + problem.path("violations");
    assertTrue(!INSIDES.matcher(said).find(), () -> "Tells how it is built: " + exchange);
  }

  /** No operation handles this request: the path is unknown, or it does not allow the method. */
  private void verifyProtocolProblem(Exchange exchange) {
    assertTrue(Set.of(400, 404, 405).contains(exchange.status()), exchange::toString);
    assertEquals(
        exchange.status() == 405, exchange.header("Allow").isPresent(), exchange::toString);
    if (!exchange.method().equals("HEAD")) {
      verifyBody("ProtocolProblem", reference("ProtocolProblem"), exchange);
    }
  }

  private void verifyDocumented(Operation operation, Exchange exchange) {
    String status = Integer.toString(exchange.status());
    JsonNode response = resolve(operation.node().path("responses").path(status));
    assertTrue(
        !response.isMissingNode(), () -> "Not documented for " + operation.id() + ": " + exchange);
    verifyHeaders(response.path("headers"), exchange);
    JsonNode content = response.path("content");
    if (content.isMissingNode() || exchange.method().equals("HEAD")) {
      assertEquals(0, exchange.body().length, exchange::toString);
      return;
    }
    JsonNode schema = content.path(exchange.mediaType()).path("schema");
    assertTrue(!schema.isMissingNode(), () -> "Media type not documented: " + exchange);
    if (exchange.mediaType().startsWith("text/")) {
      assertEquals(
          List.of(),
          flaws(exchange.mediaType(), schema, quoted(exchange.text())),
          exchange::toString);
    } else {
      verifyBody(operation.id() + status, schema, exchange);
    }
  }

  /** Verifies a single event against the document. */
  void verifyEvent(String json) {
    assertEquals(List.of(), flaws("event", closed(reference("Event")), json), json);
  }

  private void verifyHeaders(JsonNode documented, Exchange exchange) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, JsonNode> entry : documented.properties()) {
      String name = entry.getKey();
      names.add(name);
      JsonNode header = resolve(entry.getValue());
      Optional<String> value = exchange.header(name);
      assertTrue(
          value.isPresent() || !header.path("required").asBoolean(),
          () -> "Header " + name + " is missing: " + exchange);
      value.ifPresent(
          text ->
              assertEquals(
                  List.of(),
                  flaws("header " + name, header.get("schema"), quoted(text)),
                  exchange::toString));
    }
    for (String name : HEADERS_THAT_MEAN_SOMETHING) {
      assertTrue(
          names.contains(name) || exchange.header(name).isEmpty(),
          () -> "Header " + name + " is not documented: " + exchange);
    }
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private void verifyBody(String name, JsonNode schema, Exchange exchange) {
    List<String> flaws = flaws(name, closed(schema), exchange.text());
    assertEquals(List.of(), flaws, exchange::toString);
    assertTrue(
        !exchange
            .text()
            .matches(
                "(?s).*\"(amount|balance|held|available|overdraft|remaining|used)\"\\s*:\\s*[-0-9.]+[eE].*"),
        () -> "A number with an exponent: " + exchange);
  }

  /**
   * Clients must ignore unknown members, so the document leaves responses open. An undocumented
   * member from this version is still an error.
   */
  private static ObjectNode closed(JsonNode schema) {
    ObjectNode closed = schema.deepCopy();
    closed.put("unevaluatedProperties", false);
    LISTS.forEach(
        (list, item) -> {
          if (schema.path("$ref").asText().endsWith("/" + list)) {
            ObjectNode items = reference(item.get(1)).put("unevaluatedProperties", false);
            closed.putObject("properties").putObject(item.get(0)).set("items", items);
          }
        });
    return closed;
  }

  private static ObjectNode reference(String schema) {
    return JsonNodeFactory.instance.objectNode().put("$ref", SCHEMAS + schema);
  }

  /** Returns how this text violates a schema of the document. */
  List<String> flaws(String name, JsonNode schema, String text) {
    Json.parse(text);
    String id = name + schema.hashCode();
    return compiled
        .computeIfAbsent(id, key -> compile(key, schema))
        .validate(text, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }

  private JsonSchema compile(String name, JsonNode schema) {
    String absolute = schema.toString().replace(SCHEMAS, URI + "#/$defs/");
    SchemaLocation location = SchemaLocation.of("urn:passbook:check:" + Math.abs(name.hashCode()));
    return schemas.getSchema(location, Json.parse(absolute), strict);
  }

  /** Follows references until the node is no reference. */
  JsonNode resolve(JsonNode node) {
    JsonNode resolved = node;
    while (resolved.has("$ref") && resolved.get("$ref").asText().startsWith("#/")) {
      resolved = document.at(resolved.get("$ref").asText().substring(1));
    }
    return resolved;
  }

  /** Returns all values of this member name in the document. */
  List<JsonNode> everywhere(String member) {
    return document.findValues(member);
  }
}
