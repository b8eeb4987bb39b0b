package dev.passbook.eventstore;

/**
 * Who caused an event.
 *
 * @param role the role in which the subject acted; the store keeps any but the usual one
 */
public record Actor(String subject, String role) {
  public static final String USUAL_ROLE = "holder";
}
