package dev.passbook.account;

/**
 * The hold that a withdrawal was paid from.
 *
 * @param version identifies the hold
 * @param remaining what the hold still reserves; zero if it has ended
 */
public record CapturedHold(long version, Money remaining) {}
