package dev.passbook.http.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request and its response, from any client. */
record Exchange(
    String method, String path, int status, Map<String, List<String>> headers, byte[] body) {

  Exchange {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Returns the media type without its parameters, or an empty string if the response has none. */
  String mediaType() {
    return header("Content-Type")
        .map(type -> type.split(";")[0].trim().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + path + " -> " + status + " " + headers + "\n" + text();
  }
}
