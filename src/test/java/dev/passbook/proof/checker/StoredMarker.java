package dev.passbook.proof.checker;

/**
 * The row that keeps an idempotency key, or the part of an account's first row that does.
 *
 * @param pending whether its answer depends on a row that was written without a transaction
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
