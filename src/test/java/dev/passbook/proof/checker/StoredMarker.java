package dev.passbook.proof.checker;

/** The row that keeps an idempotency key. */
public record StoredMarker(
    String id,
    String commandId,
    int status,
    String location,
    String etag,
    String body,
    String at,
    long expiresAt) {}
