package dev.passbook.decider;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The response to a command, rendered once and kept as the client got it.
 *
 * @param location null if the response has none
 * @param etag null if the response has none
 */
public record CommandResponse(int status, String location, String etag, String body) {
  private static final String STATUS = "Status";
  private static final String LOCATION = "Location";
  private static final String ETAG = "ETag";
  private static final String BODY = "Body";

  /** Returns the form in which a marker stores the response. Its names must never change. */
  public Map<String, Object> members() {
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

  public static CommandResponse of(Map<String, Object> members) {
    return new CommandResponse(
        ((Number) members.get(STATUS)).intValue(),
        (String) members.get(LOCATION),
        (String) members.get(ETAG),
        (String) members.get(BODY));
  }
}
