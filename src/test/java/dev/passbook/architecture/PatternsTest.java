package dev.passbook.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Finds every regular expression in the sources that ship, so that a new one can't be forgotten. On
 * 16 KB of hostile text, each may read every character only a bounded number of times.
 */
class PatternsTest {
  private static final int LENGTH = 16 * 1024;

  /** More than a simple character class needs; a nested repetition needs thousands. */
  private static final int MAX_READS_PER_CHARACTER = 24;

  private static final List<Path> ROOTS =
      Stream.of(
              "main",
              "lambda",
              "lambda-http",
              "lambda-rest",
              "relay",
              "relay-function",
              "relay-wiring",
              "leases")
          .map(root -> Path.of("src", root, "java"))
          .toList();

  private static final Pattern CALL =
      Pattern.compile(
          "(Pattern\\.(?:compile|matches)|\\.matches|\\.split|\\.replaceAll|\\.replaceFirst)\\(\\s*([^)]?)");

  private static final Pattern LITERAL =
      Pattern.compile("\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*[,)]");

  private static final List<String> BEGINNINGS =
      List.of(
          "",
          "Bearer ",
          "/accounts/",
          "/transfers",
          "00-",
          "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01",
          "0b7e4c1a-6a3f-4f0e-9a55-2f1d6f7e8c90",
          "https://",
          "https://a",
          "\"1\"");

  private static final List<String> FILLERS =
      List.of(
          "a",
          "0",
          "f",
          "-",
          "_",
          ".",
          ",",
          ";",
          "/",
          " ",
          "\t",
          "\"",
          "\\",
          "%",
          "=",
          "\u00e9",
          "\n",
          "a.",
          "a-",
          "0,",
          " ,",
          "\"1\",",
          "/a",
          ",https://a",
          "00-");

  /**
   * @param searched whether the expression is searched for within a text rather than matched
   *     against the whole
   */
  record Found(Path file, String expression, boolean searched) {
    @Override
    public String toString() {
      return file.getFileName() + ": " + expression;
    }
  }

  /** A text that counts how often its characters are read. */
  private static final class Watched implements CharSequence {
    private final String text;
    private long reads;

    Watched(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      reads++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }

  static List<Found> expressions() {
    List<Found> found = new ArrayList<>();
    sources().forEach(file -> found.addAll(in(file)));
    return found;
  }

  private static List<Found> in(Path file) {
    String code = read(file);
    List<Found> found = new ArrayList<>();
    Matcher call = CALL.matcher(code);
    while (call.find()) {
      // Skips Matcher.matches() and the methods of mocks, which have no argument.
      if (!call.group(2).isEmpty()) {
        Matcher literal = LITERAL.matcher(code).region(call.end(1), code.length());
        assertTrue(
            literal.lookingAt(),
            () -> file + ": write the expression as one literal, so that this test finds it");
        boolean searched = call.group(1).startsWith(".replace") || call.group(1).equals(".split");
        found.add(new Found(file, literal.group(1).translateEscapes(), searched));
      }
    }
    return found;
  }

  @Test
  void everyExpressionIsFound() {
    assertTrue(expressions().size() > 20, () -> expressions().toString());
    assertTrue(
        expressions().stream().anyMatch(found -> found.expression().startsWith("[0-9a-fA-F]{8}")));
  }

  /** Matching a whole text tries one start, but a search may start anywhere. */
  @Test
  void noExpressionIsSearchedForWithinAText() {
    List<Path> searching =
        sources()
            .filter(file -> read(file).contains("java.util.regex"))
            .filter(
                file -> {
                  String code = read(file);
                  return code.contains(".find()") || code.contains(".results()");
                })
            .toList();

    assertEquals(List.of(), searching);
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void hostileTextIsReadInLinearTime(Found found) {
    Pattern pattern = Pattern.compile(found.expression());
    for (String beginning : BEGINNINGS) {
      for (String filler : FILLERS) {
        for (String end : List.of("", "x", "!", "\u0000")) {
          String text = beginning + filler.repeat(LENGTH / filler.length()) + end;
          Watched watched = new Watched(text);

          if (found.searched()) {
            pattern.matcher(watched).results().count();
          } else {
            pattern.matcher(watched).matches();
            pattern.matcher(watched).lookingAt();
          }

          assertTrue(
              watched.reads <= (long) MAX_READS_PER_CHARACTER * text.length(),
              () -> watched.reads + " looks at " + beginning + filler + "..." + end);
        }
      }
    }
  }

  private static Stream<Path> sources() {
    return ROOTS.stream().flatMap(PatternsTest::sources);
  }

  private static Stream<Path> sources(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
