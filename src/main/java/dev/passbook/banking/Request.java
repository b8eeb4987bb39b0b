package dev.passbook.banking;

import dev.passbook.eventstore.Deadline;
import java.util.Optional;
import java.util.Set;

/**
 * How a client asks for a command.
 *
 * @param key its idempotency key
 * @param expectedVersions if given, the write is made only on an account that has one of these
 *     versions
 */
public record Request(
    Optional<String> key, Optional<Set<Long>> expectedVersions, Deadline deadline) {}
