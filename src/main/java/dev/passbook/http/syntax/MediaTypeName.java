package dev.passbook.http.syntax;

import java.util.List;
import java.util.Locale;

/** A media type without its parameters, in lower case. */
public record MediaTypeName(String type, String subtype) {
  public static final MediaTypeName JSON = new MediaTypeName("application", "json");
  public static final MediaTypeName EVENT_STREAM = new MediaTypeName("text", "event-stream");
  public static final MediaTypeName CSV = new MediaTypeName("text", "csv");
  public static final MediaTypeName YAML = new MediaTypeName("application", "yaml");

  private static final String UTF_8 = "utf-8";

  /**
   * Returns whether {@code Content-Type} is JSON in UTF-8. A missing charset means UTF-8 (RFC 9110,
   * section 8.3; RFC 8259, section 8.1).
   *
   * @param lines the field's lines. More than one line is not JSON.
   */
  public static boolean isJson(List<String> lines) {
    if (lines.size() != 1) {
      return false;
    }
    try {
      return isJson(new FieldParser(lines.get(0)));
    } catch (FieldParser.Malformed e) {
      return false;
    }
  }

  private static boolean isJson(FieldParser reader) {
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
        // If there are two different charsets, one of them is not UTF-8.
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
