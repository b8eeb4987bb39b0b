package dev.passbook.http.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the syntax of a signed token (RFC 7515, section 3.1) before its signature: two JSON
 * objects that every parser reads alike, and a header that requests no unsupported feature.
 */
final class TokenSyntax {
  private static final Pattern PARTS =
      Pattern.compile("([A-Za-z0-9_-]++)\\.([A-Za-z0-9_-]++)\\.[A-Za-z0-9_-]++");

  private static final int DEEPEST = 16;

  /**
   * Extensions ({@code crit}, {@code b64}, {@code zip}) would change what is signed. The others
   * name keys, but only the issuer's key set may do so.
   */
  private static final Set<String> REFUSED =
      Set.of("crit", "b64", "zip", "jku", "jwk", "x5u", "x5c");

  private static final Set<String> TEXTS = Set.of("alg", "kid", "typ", "cty", "x5t", "x5t#S256");

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private TokenSyntax() {}

  static boolean isSound(String token) {
    var parts = PARTS.matcher(token);
    try {
      return parts.matches() && isHeader(object(parts.group(1))) && object(parts.group(2)) != null;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isHeader(JsonNode header) {
    return header != null
        && header.path("alg").isTextual()
        && REFUSED.stream().noneMatch(header::has)
        && TEXTS.stream().flatMap(name -> given(header, name)).allMatch(JsonNode::isTextual);
  }

  private static Stream<JsonNode> given(JsonNode header, String name) {
    return Stream.ofNullable(header.get(name));
  }

  /** Parses a part of the token. The result is null unless it is an object. */
  private static JsonNode object(String encoded) throws IOException {
    var node = MAPPER.readTree(text(Base64.getUrlDecoder().decode(encoded)));
    return node.isObject() ? node : null;
  }

  /**
   * Decodes UTF-8 strictly. A lenient decoder would map all invalid bytes to the same character.
   */
  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
