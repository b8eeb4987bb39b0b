package dev.passbook.account;

/**
 * A client's wish to pay from a hold.
 *
 * @param hold the version that identifies the hold
 * @param isFinal whether the capture releases what is left of the hold
 */
public record Capture(long hold, boolean isFinal) {}
