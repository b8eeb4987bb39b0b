package dev.passbook.proof.checker;

/** What an idempotency key remembers. */
public record StoredMarker(
    String id,
    String commandId,
    int status,
    String location,
    String etag,
    String body,
    String at,
    long expiresAt) {}
