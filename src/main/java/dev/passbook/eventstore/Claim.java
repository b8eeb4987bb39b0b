package dev.passbook.eventstore;

import java.time.Instant;

/**
 * Reserves a name for good, so that only one command can do what the name stands for, such as the
 * reversal of an event.
 *
 * @param name also the key of the row, so it must not begin like a stream's id
 * @param by what the command did, for those who come later
 */
public record Claim(String name, String commandId, String by, Instant at) {}
