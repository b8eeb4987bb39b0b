package dev.passbook.proof.checker;

/**
 * The row that keeps an idempotency key.
 *
 * @param pending whether its answer depends on another row
 */
public record StoredMarker(
    String id,
    String commandId,
    int status,
    String location,
    String etag,
    String body,
    String at,
    long expiresAt,
    boolean pending) {}
