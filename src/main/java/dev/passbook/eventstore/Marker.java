package dev.passbook.eventstore;

import java.time.Instant;
import java.util.Map;

/**
 * The memory of an idempotency key: which command it was used for and what that was answered.
 *
 * @param key where it is kept: a digest of everything that the key is valid for
 * @param fingerprint of the request, to tell a retry from another request under the same key
 * @param answer as it was given; members as in a {@link StoredEvent}
 * @param expiresAt when the store may forget it; it counts for as long as it still exists
 */
public record Marker(
    String key,
    String fingerprint,
    String commandId,
    Map<String, Object> answer,
    Instant at,
    Instant expiresAt) {}
