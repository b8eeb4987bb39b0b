package dev.passbook.http;

import java.util.List;
import java.util.Locale;

/** A media type without its parameters, in lower case. */
record MediaTypeName(String type, String subtype) {
  static final MediaTypeName JSON = new MediaTypeName("application", "json");
  static final MediaTypeName EVENT_STREAM = new MediaTypeName("text", "event-stream");
  static final MediaTypeName YAML = new MediaTypeName("application", "yaml");

  private static final String UTF_8 = "utf-8";

  /**
   * Whether {@code Content-Type} says that a body is JSON, and does not say that it is in anything
   * but UTF-8 (RFC 9110, section 8.3; RFC 8259, section 8.1).
   *
   * @param lines the field's lines, of which there may be one
   */
  static boolean isJson(List<String> lines) {
    if (lines.size() != 1) {
      return false;
    }
    try {
      return isJson(new FieldReader(lines.get(0)));
    } catch (FieldReader.Malformed e) {
      return false;
    }
  }

  private static boolean isJson(FieldReader reader) {
    var type = reader.token().toLowerCase(Locale.ROOT);
    var subtype = reader.take('/') ? reader.token().toLowerCase(Locale.ROOT) : "";
    var charset = UTF_8;
    while (reader.skipBlanks().take(';')) {
      if (reader.skipBlanks().isAtParameter()) {
        var name = reader.token();
        if (!reader.take('=')) {
          return false;
        }
        var value = reader.tokenOrQuoted();
        // Of two charsets that differ, one is not UTF-8.
        if (name.equalsIgnoreCase("charset") && charset.equals(UTF_8)) {
          charset = value.toLowerCase(Locale.ROOT);
        }
      }
    }
    return reader.isAtEnd()
        && JSON.equals(new MediaTypeName(type, subtype))
        && charset.equals(UTF_8);
  }
}
