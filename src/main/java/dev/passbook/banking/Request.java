package dev.passbook.banking;

import dev.passbook.eventstore.Deadline;
import java.util.Optional;
import java.util.Set;

/**
 * How a client asks for a command.
 *
 * @param caller who asks
 * @param key its idempotency key
 * @param earlierKey the key as earlier releases read it, where that differs: with its quotation
 *     marks
 * @param expectedVersions if given, the write is made only on an account that has one of these
 *     versions
 * @param traceParent the trace that the request belongs to; it travels on with the events
 */
public record Request(
    Caller caller,
    Optional<String> key,
    Optional<String> earlierKey,
    Optional<Set<Long>> expectedVersions,
    Optional<String> traceParent,
    Deadline deadline) {

  /** A request that belongs to no trace. */
  public Request(
      Caller caller,
      Optional<String> key,
      Optional<Set<Long>> expectedVersions,
      Deadline deadline) {
    this(caller, key, Optional.empty(), expectedVersions, Optional.empty(), deadline);
  }
}
