package dev.passbook.http;

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

/** JSON as a money API wants it: exact decimals, plain notation, and nothing lenient. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String text(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always written", e);
    }
  }

  /**
   * @throws Excessive when a value is too much for the parser itself, such as {@code 1e9999999999}
   * @throws IOException when the text is not JSON
   */
  static JsonNode parse(String text) throws IOException {
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

  /** A value that the parser refuses to make: its member is known all the same. */
  static final class Excessive extends IOException {
    private static final long serialVersionUID = 1;

    private final String member;

    Excessive(String member, Exception cause) {
      super(cause);
      this.member = member;
    }

    String member() {
      return member == null ? "" : member;
    }
  }
}
