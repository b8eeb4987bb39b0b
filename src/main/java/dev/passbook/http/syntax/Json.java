package dev.passbook.http.syntax;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Reads and writes JSON as a money API needs it: exact decimals in plain notation, and strict
 * parsing.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static String text(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always written", e);
    }
  }

  /**
   * Parses a text.
   *
   * @throws Excessive if a value exceeds the parser's limits, such as {@code 1e9999999999}
   * @throws IOException if the text is not JSON
   */
  public static JsonNode parse(String text) throws IOException {
    try (var parser = MAPPER.createParser(text)) {
      return parse(parser);
    }
  }

  private static JsonNode parse(JsonParser parser) throws IOException {
    try {
      return MAPPER.reader().readTree(parser);
    } catch (StreamConstraintsException | ArithmeticException | NumberFormatException e) {
      throw new Excessive(parser.currentName(), e);
    }
  }

  /** A value exceeds the parser's limits. The exception names its member. */
  public static final class Excessive extends IOException {
    private static final long serialVersionUID = 1;

    private final String member;

    Excessive(String member, Exception cause) {
      super(cause);
      this.member = member;
    }

    public String member() {
      return member == null ? "" : member;
    }
  }
}
