package dev.passbook.banking;

import dev.passbook.eventstore.Deadline;
import java.util.Optional;
import java.util.Set;

/**
 * A client's request for a command.
 *
 * @param key the client's idempotency key
 * @param earlierKey the key as earlier releases read it, with its quotation marks, if that differs
 * @param expectedVersions the versions of which the account must have one, if the client names any
 * @param traceParent the trace that the request belongs to
 */
public record CommandRequest(
    Caller caller,
    Optional<String> key,
    Optional<String> earlierKey,
    Optional<Set<Long>> expectedVersions,
    Optional<String> traceParent,
    Deadline deadline) {

  /** Creates a request that belongs to no trace. */
  public CommandRequest(
      Caller caller,
      Optional<String> key,
      Optional<Set<Long>> expectedVersions,
      Deadline deadline) {
    this(caller, key, Optional.empty(), expectedVersions, Optional.empty(), deadline);
  }
}
