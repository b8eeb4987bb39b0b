package dev.passbook.http.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.http.problem.RefusedRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A list with many possible splits would hang here or overflow the stack. */
@Timeout(600)
class EntityTagsTest {
  private static final String BLANKS = " ".repeat(900);

  @Test
  void severalLinesAreOneList() {
    assertEquals(
        Optional.of(Set.of(1L, 2L, 3L)), EntityTags.expected(List.of("\"1\", \"2\"", "\"3\"")));
    assertEquals(Optional.of(Set.of(3L)), EntityTags.expected(List.of("", " , ,\"3\",, ")));
    assertEquals(Optional.of(Set.of(2L)), EntityTags.expected(List.of("W/\"1\"", "\"2\"")));
  }

  @Test
  void withoutALineOrWithAnAsteriskAnyVersionMatches() {
    assertEquals(Optional.empty(), EntityTags.expected(List.of()));
    assertEquals(Optional.empty(), EntityTags.expected(List.of("*")));
    assertEquals(Optional.empty(), EntityTags.expected(List.of(" * \t")));
  }

  @Test
  void sixHundredTagsAreAList() {
    String list =
        LongStream.rangeClosed(1, 600).mapToObj(EntityTags::of).collect(Collectors.joining(" , "));

    assertEquals(600, EntityTags.expected(List.of(list)).orElseThrow().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        " , ,",
        "*,",
        ",*",
        "**",
        "*, \"1\"",
        "\"1\", *",
        "\"1\"\"2\"",
        "\"1\";",
        "W/",
        "W\"1\"",
        "w/\"1\"",
        "W /\"1\"",
        "\"",
        "\"1",
        "1\"",
        "\"1\"x",
        "\"1\" x",
        "\"0\"",
        "\"01\"",
        "\"1234567890123456789\"",
        "\"\u0661\"",
        "\"1 \"",
        "\"1\\\"\""
      })
  void anInvalidListOfVersionsIsRefused(String line) {
    assertThrows(RefusedRequest.class, () -> EntityTags.expected(List.of(line)));
  }

  @Test
  void anAsteriskIsNotAllowedInAList() {
    for (List<String> lines :
        List.of(
            List.of("*", "*"), List.of("*", "\"1\""), List.of("\"1\"", "*"), List.of("*", ""))) {
      assertThrows(RefusedRequest.class, () -> EntityTags.expected(lines));
    }
  }

  static Stream<String> hostile() {
    return Stream.of(
        "\"1\"" + (BLANKS + BLANKS + BLANKS + ",").repeat(3) + "x",
        "\"1\"" + (" ".repeat(3_900) + ",").repeat(4) + "x",
        ",".repeat(16_384),
        ", ".repeat(8_192) + "x",
        "\"1\"" + ",".repeat(16_000) + "x",
        "\"1\",".repeat(4_000) + "x",
        "\"1\" , ".repeat(2_600) + "\"",
        "W/".repeat(8_192),
        "\"".repeat(16_384),
        "\"" + "a".repeat(16_384),
        " \t".repeat(8_192) + "\"1\"");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileListIsRefusedInOnePass(String line) {
    assertThrows(RefusedRequest.class, () -> EntityTags.expected(List.of(line)));
    assertEquals(false, EntityTags.has(List.of(line), "\"1\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"7\"", "W/\"7\"", "*", "\"6\", W/\"7\"", "\"abc\",\"7\"", ",\"7\","})
  void aClientHasTheVersionsThatItNames(String line) {
    assertEquals(true, EntityTags.has(List.of(line), "\"7\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "\"6\"", "\"7", "\"7\" \"7\"", "\"7\", *", "\"7\"x", "w/\"7\""})
  void aMalformedListNamesNothing(String line) {
    assertEquals(false, EntityTags.has(List.of(line), "\"7\""));
  }
}
