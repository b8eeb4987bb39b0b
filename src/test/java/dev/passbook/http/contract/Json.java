package dev.passbook.http.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads bodies as trees whose numbers keep every digit, and as the text that was sent. */
final class Json {
  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  static JsonNode parse(String text) {
    try {
      return EXACT.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }

  static JsonNode of(Response response) {
    return parse(response.asString());
  }

  /** Returns a number member as sent, because a parsed number loses its notation. */
  static String written(Response response, String member) {
    Matcher number =
        Pattern.compile("\"" + member + "\"\\s*:\\s*([^,}\\s]+)").matcher(response.asString());
    if (!number.find()) {
      throw new AssertionError("No member " + member + " in " + response.asString());
    }
    return number.group(1);
  }
}
