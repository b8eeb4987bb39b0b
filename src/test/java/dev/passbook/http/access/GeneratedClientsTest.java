package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks what client generators need in the OpenAPI document, so that no client changes a number.
 */
class GeneratedClientsTest {
  private static final JsonNode DOCUMENT = read();

  /** A node of the document with its path, such as {@code /components/schemas/Amount}. */
  private record Place(String path, JsonNode node) {}

  private static Stream<Place> places() {
    List<Place> places = new ArrayList<>();
    collect(new Place("", DOCUMENT), places);
    return places.stream().filter(place -> !place.path().contains("/examples/"));
  }

  private static void collect(Place place, List<Place> places) {
    places.add(place);
    place
        .node()
        .properties()
        .forEach(
            member ->
                collect(
                    new Place(place.path() + "/" + member.getKey(), member.getValue()), places));
    for (int i = 0; place.node().isArray() && i < place.node().size(); i++) {
      collect(new Place(place.path() + "/" + i, place.node().get(i)), places);
    }
  }

  private static List<String> flawed(Stream<Place> places) {
    return places.map(Place::path).toList();
  }

  /** Without a format, Go generators choose float32. */
  @Test
  void everyNumberHasAFormat() {
    var numbers =
        places()
            .filter(
                place -> Set.of("number", "integer").contains(place.node().path("type").asText()))
            .filter(place -> !place.node().has("format"));

    assertEquals(List.of(), flawed(numbers));
  }

  /** Go generators use a struct for a time, and a struct cannot have a pattern. */
  @Test
  void noSchemaHasBothAPatternAndAFormat() {
    var both =
        places()
            .filter(place -> place.node().path("format").asText().equals("date-time"))
            .filter(place -> place.node().has("pattern"));

    assertEquals(List.of(), flawed(both));
  }

  @Test
  void everyConstantHasAName() {
    assertEquals(List.of(), flawed(places().filter(place -> place.node().has("const"))));
  }

  @Test
  void everyUnionHasAName() {
    var unnamed =
        places()
            .filter(place -> place.node().has("oneOf"))
            .filter(place -> !place.path().matches("/components/schemas/[A-Za-z]+"));

    assertEquals(List.of(), flawed(unnamed));
  }

  @Test
  void everyMemberOfAUnionHasAUniqueType() {
    for (JsonNode schema : DOCUMENT.at("/components/schemas")) {
      JsonNode mapping = schema.at("/discriminator/mapping");
      assertEquals(schema.path("oneOf").size(), mapping.size(), schema.toString());
      mapping.properties().forEach(type -> assertMapped(type.getKey(), type.getValue().asText()));
    }
  }

  private static void assertMapped(String type, String schema) {
    JsonNode parts = DOCUMENT.at(schema.substring(1)).path("allOf");
    String reference = parts.get(parts.size() - 1).at("/properties/type/$ref").asText();
    JsonNode values = DOCUMENT.at(reference.substring(1)).path("enum");

    assertEquals(1, values.size(), schema);
    assertEquals(type, values.get(0).asText());
  }

  @Test
  void everyOperationNamesItsScope() {
    Set<String> named = new TreeSet<>();
    places()
        .filter(place -> place.path().startsWith("/paths/") && place.path().endsWith("/security"))
        .forEach(
            place ->
                place
                    .node()
                    .findValues("token")
                    .forEach(t -> t.forEach(s -> named.add(s.asText()))));

    assertEquals(
        Stream.of(Scope.values()).map(Scope::value).collect(Collectors.toCollection(TreeSet::new)),
        named);
  }

  private static JsonNode read() {
    try (var in = GeneratedClientsTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
