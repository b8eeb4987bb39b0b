package dev.passbook.eventstore;

import java.time.Instant;
import java.util.Map;

/**
 * Keeps an idempotency key, with the command that used it and the response to that command.
 *
 * @param key a digest of everything that the idempotency key is valid for
 * @param fingerprint of the request; it distinguishes a retry from another request with the same
 *     key
 * @param answer the response; its members are as in a {@link StoredEvent}
 * @param expiresAt when the store may delete the marker; it counts for as long as it exists
 */
public record Marker(
    String key,
    String fingerprint,
    String commandId,
    Map<String, Object> answer,
    Instant at,
    Instant expiresAt) {}
