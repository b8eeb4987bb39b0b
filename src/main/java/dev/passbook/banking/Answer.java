package dev.passbook.banking;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command is answered, rendered once and kept as it was given. This room never looks inside.
 *
 * @param location null where the answer has none, like {@code etag}
 */
public record Answer(int status, String location, String etag, String body) {
  private static final String STATUS = "Status";
  private static final String LOCATION = "Location";
  private static final String ETAG = "ETag";
  private static final String BODY = "Body";

  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put(STATUS, (long) status);
    if (location != null) {
      members.put(LOCATION, location);
    }
    if (etag != null) {
      members.put(ETAG, etag);
    }
    members.put(BODY, body);
    return members;
  }

  static Answer of(Map<String, Object> members) {
    return new Answer(
        ((Number) members.get(STATUS)).intValue(),
        (String) members.get(LOCATION),
        (String) members.get(ETAG),
        (String) members.get(BODY));
  }
}
